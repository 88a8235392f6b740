import { expect, it } from 'vitest';
import { localTimeText } from './local-time-text.ts';
import { zoneOf } from './zone.ts';

const warsaw = zoneOf('Europe/Warsaw');

it.each([
  ['2024-03-01T07:00:00Z', '2024-03-01 08:00'],
  ['2024-07-01T22:00:00Z', '2024-07-02 00:00'],
  ['2024-03-01T07:00:30Z', '2024-03-01 08:00:30'],
  ['2024-03-01T07:00:30.999Z', '2024-03-01 08:00:30'],
  ['1969-12-31T23:00:00Z', '1970-01-01 00:00'],
])('%s is %s in Warsaw', (instant, text) => {
  expect(localTimeText(Date.parse(instant), warsaw)).toBe(text);
});
