import { describe, expect, it } from 'vitest';
import { answerJson } from './answer-json.ts';
import { writeJsonList } from './write-json-list.ts';

async function* batchesOf<T>(...batches: T[][]): AsyncGenerator<T[]> {
  yield* batches;
}

describe('writeJsonList', () => {
  it('joins batches into one array and leaves out what is null', async () => {
    const list = writeJsonList(batchesOf([1, 2], [], [3], [4]), (n) =>
      n % 2 === 1 ? JSON.stringify({ n }) : null,
    );
    const answer = answerJson(200, list);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toEqual([{ n: 1 }, { n: 3 }]);
  });

  it.each([[[]], [[[], []]], [[[2]]]])('gives an empty array for %j', async (batches) => {
    const list = writeJsonList(batchesOf<number>(...batches), () => null);
    expect(await new Response(list).text()).toBe('[]');
  });

  it('stops reading when the answer is thrown away', async () => {
    let stopped = false;
    async function* endless(): AsyncGenerator<number[]> {
      try {
        for (;;) yield [1];
      } finally {
        stopped = true;
      }
    }
    const reader = writeJsonList(endless(), String).getReader();
    await reader.read();
    await reader.cancel();
    expect(stopped).toBe(true);
  });

  it('breaks the answer off when reading fails', async () => {
    async function* broken(): AsyncGenerator<number[]> {
      yield [1];
      throw new Error('no more');
    }
    await expect(new Response(writeJsonList(broken(), String)).text()).rejects.toThrow('no more');
  });
});
