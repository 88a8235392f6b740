import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKnownIds } from './known-ids.ts';

const word = fc.oneof(fc.integer(), fc.constantFrom(0, 1, -1));

it('knows every id that was added', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word)), (added) => {
      const ids = createKnownIds(10);
      for (const [low, high] of added) ids?.add(low, high);
      expect(added.every(([low, high]) => ids?.mayHave(low, high))).toBe(true);
    }),
  );
});

it('tells most others from them', () => {
  const ids = createKnownIds(10_000);
  for (let id = 0; id < 10_000; id += 1) ids?.add(Math.imul(id, 0x9e3779b1), Math.imul(id, 77));
  const wrong = Array.from({ length: 10_000 }, (_, index) => index + 10_000).filter((id) =>
    ids?.mayHave(Math.imul(id, 0x9e3779b1), Math.imul(id, 77)),
  );
  expect(wrong).toEqual([]);
});

it('says when it is full, and takes no more', () => {
  const ids = createKnownIds(10);
  let added = 0;
  while (ids?.add(added, added + 1)) added += 1;
  expect(added).toBeGreaterThan(40_000);
  expect(ids?.mayHave(added, added + 1)).toBe(false);
  expect(ids?.add(0, 1)).toBe(true);
});

it('is not made for more ids than memory has room for', () => {
  expect(createKnownIds(100_000_000)).toBeNull();
});
