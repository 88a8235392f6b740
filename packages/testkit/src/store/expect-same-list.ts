import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** Expects equal lists, and shows the first place where they are not: for lists that are too long to be shown. */
export function expectSameList<T>(actual: readonly T[], expected: readonly T[]): void {
  const at = expected.findIndex((own, index) => !isDeepStrictEqual(actual[index], own));
  expect(actual[at]).toStrictEqual(expected[at]);
  expect(actual).toHaveLength(expected.length);
}
