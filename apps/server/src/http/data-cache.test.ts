import { expect, test } from 'vitest';
import { createDataCache } from './data-cache.ts';

/** A cache over a store of which the tests say how often it was written, and texts made so far. */
function startCache(limit = 100) {
  const data: { revision: number | null } = { revision: 0 };
  const made: string[] = [];
  const cache = createDataCache<string>({
    store: { revision: () => data.revision },
    sizeOf: (text) => text.length,
    limit,
  });
  const get = (key: string) =>
    cache.get(key, async () => {
      made.push(key);
      return `${key}${data.revision}`;
    });
  return { data, made, cache, get };
}

test('what was made is kept under its key, and those who ask at once share it', async () => {
  const { made, get } = startCache();
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a0', 'a0', 'b0']);
  expect(await get('a')).toBe('a0');
  expect(made).toEqual(['a', 'b']);
});

test('after a write everything is made again', async () => {
  const { data, made, get } = startCache();
  await get('a');
  data.revision = 1;
  expect(await get('a')).toBe('a1');
  expect(made).toEqual(['a', 'a']);
});

test('while a write is becoming visible nothing is kept, and nothing kept is told', async () => {
  const { data, made, get } = startCache();
  await get('a');
  data.revision = null;
  expect([await get('a'), await get('a')]).toEqual(['anull', 'anull']);
  data.revision = 0;
  expect(await get('a')).toBe('a0');
  expect(made).toEqual(['a', 'a', 'a', 'a']);
});

test('what was begun before a write is not kept after it', async () => {
  const { data, cache, get } = startCache();
  const begun = Promise.withResolvers<string>();
  const early = cache.get('a', () => begun.promise);
  data.revision = 1;
  expect(await get('a')).toBe('a1');
  begun.resolve('old');
  expect(await early).toBe('old');
  expect(await get('a')).toBe('a1');
});

test('what was not asked for longest goes first', async () => {
  // Two of them, each with its key.
  const { made, get } = startCache(6);
  await get('a');
  await get('b');
  await get('a');
  await get('c');
  await get('a');
  expect(made).toEqual(['a', 'b', 'c']);
  await get('b');
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('what is larger than all may be is not kept, and drives nothing out', async () => {
  const { made, get } = startCache(6);
  await get('a');
  await get('larger');
  await get('larger');
  await get('a');
  expect(made).toEqual(['a', 'larger', 'larger']);
});

test('keys take room too', async () => {
  const { cache } = startCache(6);
  const made: string[] = [];
  for (const key of ['one', 'two', 'six', 'one']) {
    await cache.get(key, async () => {
      made.push(key);
      return '';
    });
  }
  expect(made).toEqual(['one', 'two', 'six', 'one']);
});

test('a failure is told to those who asked, and not kept', async () => {
  const { cache, get } = startCache();
  await expect(cache.get('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await get('a')).toBe('a0');
});
