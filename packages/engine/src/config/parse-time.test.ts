import { toInstant, zoneOf } from '@cdr/core';
import { expect, test } from 'vitest';
import { isTime, parseTime } from './parse-time.ts';

const warsaw = zoneOf('Europe/Warsaw');

test.each([
  ['2024-03-01T08:00:00Z', '2024-03-01T08:00:00.000Z'],
  ['2024-03-01T08:00:00+02:00', '2024-03-01T06:00:00.000Z'],
  ['2024-03-01', '2024-02-29T23:00:00.000Z'],
  ['2024-07-01 08:30', '2024-07-01T06:30:00.000Z'],
  ['2024-07-01T08:30:15', '2024-07-01T06:30:15.000Z'],
  ['2024-10-27 02:30', '2024-10-27T00:30:00.000Z'],
])('%s in Warsaw is %s', (text, instant) => {
  const parsed = parseTime(text, warsaw);
  expect(parsed === null ? null : toInstant(parsed)).toBe(instant);
});

test.each(['', 'yesterday', '2024-02-30', '2024-13-01', '2024-03-01T25:00', '01.03.2024'])(
  '%j is no time',
  (text) => {
    expect(isTime(text)).toBe(false);
    expect(parseTime(text, warsaw)).toBeNull();
  },
);
