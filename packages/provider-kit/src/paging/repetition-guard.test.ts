import { expect, it } from 'vitest';
import { createRepetitionGuard } from './repetition-guard.ts';

/** Rows that differ in few characters, in the middle of much that is the same. */
function page(...numbers: number[]) {
  const frame = 'x'.repeat(500);
  const texts = numbers.map((number) => `${frame}${String(number).padStart(6, '0')}${frame}`);
  return { rows: texts, texts, total: null };
}

it('lets pages pass that bring a new row, however alike rows are', () => {
  const guard = createRepetitionGuard();
  for (let first = 0; first < 2000; first += 100) {
    guard(page(...Array.from({ length: 100 }, (_, index) => first + index)));
  }
  guard(page(5, 1999, 2000));
  guard(page());
});

it.each([
  ['the page before', [4, 5]],
  ['an earlier page, in another order', [1, 0]],
  ['rows of several pages', [1, 2, 5]],
  ['one row', [3]],
])('refuses %s', (_name, numbers) => {
  const guard = createRepetitionGuard();
  guard(page(0, 1));
  guard(page(2, 3));
  guard(page(4, 5));
  expect(() => guard(page(...numbers))).toThrow('only rows that an earlier one had brought');
});
