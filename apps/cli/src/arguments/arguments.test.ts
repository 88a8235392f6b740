import { expect, test } from 'vitest';
import { isLocal, readRange } from './read-time.ts';
import { collect, collectChoices, collectList, wholeNumber } from './value-parsers.ts';

test('a local range is read on the clocks of the zone', () => {
  const range = readRange({ from: '2024-03-31', to: '2024-04-01' }, 'Europe/Warsaw');
  expect(range).toEqual({
    from: Date.parse('2024-03-30T23:00:00Z'),
    to: Date.parse('2024-03-31T22:00:00Z'),
  });
});

test('an end that is not given is open', () => {
  expect(readRange({}, 'UTC')).toEqual({});
  expect(readRange({ to: '2024-01-01T00:00:00Z' }, 'UTC')).toEqual({
    to: Date.parse('2024-01-01'),
  });
});

test('only instants mean the same in every zone', () => {
  expect(isLocal({ from: '2024-01-01T00:00:00Z' })).toBe(false);
  expect(isLocal({ from: '2024-01-01T00:00:00Z', to: '2024-01-02' })).toBe(true);
});

test.each([
  [{ from: 'yesterday' }, /--from "yesterday" is no time/],
  [{ from: '2024-02-30' }, /--from/],
  [{ from: '2024-01-02', to: '2024-01-01' }, /--from must lie before --to/],
  [{ from: '2024-01-01', to: '2024-01-01' }, /--from must lie before --to/],
])('%j is wrong usage', (options, message) => {
  expect(() => readRange(options, 'UTC')).toThrow(
    expect.objectContaining({ code: 'config', message: expect.stringMatching(message) }),
  );
});

test('an unknown zone is wrong usage', () => {
  expect(() => readRange({ from: '2024-01-01' }, 'Mars/Olympus')).toThrow(/not a time zone/);
});

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
