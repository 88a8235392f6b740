import { expect, test } from 'vitest';
import { momentText, periodText } from './page-text.ts';

const at = Date.parse;

test('whole days are told as days, and other periods to the minute', () => {
  const month = { from: at('2025-09-30T22:00:00Z'), to: at('2025-10-31T23:00:00Z') };
  expect(periodText(month, 'Europe/Warsaw').replaceAll(/\s/g, ' ')).toMatch(
    /^1 ?– ?31 October 2025$/,
  );
  expect(periodText(month, 'UTC')).toBe('2025-09-30 22:00 to 2025-10-31 23:00');
  const day = { from: at('2025-10-05T22:00:00Z'), to: at('2025-10-06T22:00:00Z') };
  expect(periodText(day, 'Europe/Warsaw')).toBe('6 October 2025');
  expect(momentText('2025-10-05T22:00:30.000Z', 'Europe/Warsaw')).toBe('2025-10-06 00:00');
});
