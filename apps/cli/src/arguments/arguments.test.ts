import { expect, test } from 'vitest';
import { collect, collectChoices, collectList, wholeNumber } from './value-parsers.ts';

test('repeated options add up, lists also at commas', () => {
  expect(collect('Smith, John', ['a'])).toEqual(['a', 'Smith, John']);
  expect(collectList('a, b', ['c'])).toEqual(['c', 'a', 'b']);
  expect(collectChoices(['busy', 'failed'])('Busy,failed', undefined)).toEqual(['busy', 'failed']);
  expect(() => collectChoices(['busy'])('bsy', undefined)).toThrow(/busy/);
});

test('whole numbers are digits alone', () => {
  expect(wholeNumber(0)('1_000_000')).toBe(1_000_000);
  for (const text of ['-1', '1.5', '1e3', '', 'x', '0x10']) {
    expect(() => wholeNumber(0)(text)).toThrow(/whole number/);
  }
  expect(() => wholeNumber(1, 65_535)('65536')).toThrow(/1 to 65535/);
});
