import { expect, it } from 'vitest';
import { createLru } from './lru.ts';

it('makes a thing once while it is remembered, and forgets the longest unused', () => {
  const made: number[] = [];
  const lru = createLru((key) => made.push(key) && [key], { capacity: 2, weigh: () => 1 });
  for (const key of [1, 2, 1, 3, 1, 2]) expect(lru.get(key)).toEqual([key]);
  expect(made).toEqual([1, 2, 3, 2]);
});

it('remembers a thing heavier than its capacity until the next is made', () => {
  const made: number[] = [];
  const lru = createLru((key) => made.push(key) && key, { capacity: 5, weigh: (key) => key });
  for (const key of [9, 9, 1, 9]) expect(lru.get(key)).toBe(key);
  expect(made).toEqual([9, 1, 9]);
});
