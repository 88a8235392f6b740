import { expect, test } from 'vitest';
import { storeWith } from './__fixtures__/store-with.ts';
import { choosePeriod, unitFor } from './choose-period.ts';

const at = Date.parse;
const timeZone = 'Europe/Warsaw';

async function* calls() {
  yield [{ startedAt: '2025-10-05T22:30:00.000Z' }, { startedAt: '2025-10-09T10:00:00.000Z' }];
}

test('a period is what was asked for, else the days with the first and the last call', async () => {
  const store = await storeWith(calls());
  const days = { from: at('2025-10-05T22:00:00Z'), to: at('2025-10-09T22:00:00Z') };
  expect(await choosePeriod(store, { timeZone })).toEqual(days);
  const asked = { from: at('2025-01-01'), to: at('2025-02-01') };
  expect(await choosePeriod(store, { timeZone, filter: asked })).toEqual(asked);
  const { from } = asked;
  expect(await choosePeriod(store, { timeZone, filter: { from } })).toEqual({ ...days, from });
  expect(await choosePeriod(store, { timeZone, filter: { source: ['oslo'] } })).toBeNull();
});

test.each([
  [1, 'hour'],
  [31, 'day'],
  [365, 'week'],
  [3650, 'month'],
])('%d days are told by %s', (days, unit) => {
  expect(unitFor({ from: 0, to: days * 86_400_000 })).toBe(unit);
});
