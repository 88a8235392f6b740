import { expect, it } from 'vitest';
import { answerFile } from './answer-file.ts';
import { createSampleWav } from './sample-wav.ts';

const file = { bytes: Uint8Array.from([10, 11, 12, 13, 14]), type: 'audio/wav' };

async function ask(headers: Record<string, string> = {}) {
  const response = answerFile(new Request('http://vendor.test/x', { headers }), file);
  return { response, bytes: [...new Uint8Array(await response.arrayBuffer())] };
}

it('gives the whole file, its size, and a name for its content', async () => {
  const { response, bytes } = await ask();
  expect(response.status).toBe(200);
  expect(bytes).toEqual([10, 11, 12, 13, 14]);
  expect(response.headers.get('content-length')).toBe('5');
  expect(response.headers.get('content-type')).toBe('audio/wav');
  expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
});

it.each([
  ['bytes=0-', [10, 11, 12, 13, 14], 'bytes 0-4/5'],
  ['bytes=3-', [13, 14], 'bytes 3-4/5'],
  ['bytes=1-2', [11, 12], 'bytes 1-2/5'],
  ['bytes=3-99', [13, 14], 'bytes 3-4/5'],
])('gives the part %s', async (range, wanted, told) => {
  const { response, bytes } = await ask({ range });
  expect(response.status).toBe(206);
  expect(bytes).toEqual(wanted);
  expect(response.headers.get('content-range')).toBe(told);
  expect(response.headers.get('content-length')).toBe(String(wanted.length));
});

it('refuses a part behind the end', async () => {
  const { response } = await ask({ range: 'bytes=5-' });
  expect(response.status).toBe(416);
  expect(response.headers.get('content-range')).toBe('bytes */5');
});

it('gives a part only of the content that is meant', async () => {
  const etag = (await ask()).response.headers.get('etag') ?? '';
  expect((await ask({ range: 'bytes=3-', 'if-range': etag })).bytes).toEqual([13, 14]);
  expect((await ask({ range: 'bytes=3-', 'if-range': '"other"' })).bytes).toHaveLength(5);
});

it('has sounds to give, one for each name', () => {
  const sound = createSampleWav('a.wav');
  const view = new DataView(sound.buffer);
  expect(Buffer.from(sound.subarray(0, 4)).toString()).toBe('RIFF');
  expect(view.getUint32(4, true)).toBe(sound.length - 8);
  expect(Buffer.from(sound.subarray(36, 40)).toString()).toBe('data');
  expect(view.getUint32(40, true)).toBe(sound.length - 44);
  expect(createSampleWav('a.wav')).toEqual(sound);
  expect(createSampleWav('b.wav')).not.toEqual(sound);
});
