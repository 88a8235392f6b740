import { expect, it } from 'vitest';
import { clockDuration } from './clock-duration.ts';

it.each([
  [0, '0:00:00'],
  [9_499, '0:00:09'],
  [59_500, '0:01:00'],
  [3_723_000, '1:02:03'],
  [360_000_000, '100:00:00'],
  [-60_000, '-0:01:00'],
  [-400, '0:00:00'],
])('%d ms are %s', (ms, text) => {
  expect(clockDuration(ms)).toBe(text);
});
