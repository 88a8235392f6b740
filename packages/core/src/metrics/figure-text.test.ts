import { expect, it } from 'vitest';
import { figureText } from './figure-text.ts';

it.each([
  ['calls', 1_234_567, '1,234,567'],
  ['calls', 0, '0'],
  ['missedOpen', 12, '12'],
  ['talkSeconds', 4_356_061, '1210:01:01'],
  ['asa', 20.5, '0:00:21'],
  ['asr', 0.8725, '87.3 %'],
  ['asr', 1, '100.0 %'],
  ['traffic', 1234.5, '1,234.50'],
  ['asa', null, ''],
] as const)('%s of %d is shown as %s', (metric, value, text) => {
  expect(figureText(metric, value)).toBe(text);
});
