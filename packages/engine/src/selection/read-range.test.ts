import { expect, test } from 'vitest';
import { isLocal, readRange } from './read-range.ts';

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
  [{ from: 'yesterday' }, /from "yesterday" is no time/],
  [{ from: '2024-02-30' }, /from "2024-02-30" is no time/],
  [{ from: '2024-01-02', to: '2024-01-01' }, /from must lie before to/],
  [{ from: '2024-01-01', to: '2024-01-01' }, /from must lie before to/],
])('%j is wrong usage', (options, message) => {
  expect(() => readRange(options, 'UTC')).toThrow(
    expect.objectContaining({ code: 'config', message: expect.stringMatching(message) }),
  );
});

test('an unknown zone is wrong usage', () => {
  expect(() => readRange({ from: '2024-01-01' }, 'Mars/Olympus')).toThrow(/not a time zone/);
});
