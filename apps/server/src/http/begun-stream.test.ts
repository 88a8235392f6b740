import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { begunStream } from './begun-stream.ts';

async function* chunksOf(count: number, ended: string[], failure?: Error) {
  try {
    for (let index = 0; index < count; index += 1) yield `${index}\n`;
    if (failure !== undefined) throw failure;
  } finally {
    ended.push('ended');
  }
}

it('gives every chunk once, and nothing of none', async () => {
  expect(await text(await begunStream(chunksOf(3, [])))).toBe('0\n1\n2\n');
  expect(await text(await begunStream(chunksOf(0, [])))).toBe('');
});

it('throws what fails before the first chunk, and breaks with what fails later', async () => {
  const failure = new Error('no');
  await expect(begunStream(chunksOf(0, [], failure))).rejects.toBe(failure);
  await expect(text(await begunStream(chunksOf(2, [], failure)))).rejects.toBe(failure);
});

it('ends what it reads from when it is destroyed, also before anybody has read', async () => {
  for (const isRead of [true, false]) {
    const ended: string[] = [];
    const stream = await begunStream(chunksOf(1_000_000, ended));
    if (isRead) for await (const _ of stream) break;
    else await new Promise((resolve) => stream.once('close', resolve).destroy());
    expect(ended).toEqual(['ended']);
  }
});
