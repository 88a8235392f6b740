import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callWith, partyWith } from '../__fixtures__/call-with.ts';
import { summaryCall, summaryQuery } from '../__fixtures__/summary-arbitraries.ts';
import type { Call } from '../call/call.ts';
import { createSummary } from './create-summary.ts';
import { openNumbersOf } from './open-numbers.ts';

const at = (time: string) => `2026-01-05T${time}:00.000Z`;
const missed = (number: string, time: string, changes: Partial<Call> = {}) =>
  callWith({
    disposition: 'no-answer',
    startedAt: at(time),
    from: partyWith(number),
    ...changes,
  });

test('open numbers are told with their missed calls since they were last spoken with, the latest first', () => {
  const named = (name: string | null) => ({ from: { ...partyWith('+4811'), name } });
  const calls = [
    missed('+4811', '08:00', named('Gone')),
    callWith({ startedAt: at('09:00'), direction: 'outbound', to: partyWith('+4811') }),
    missed('+4811', '12:00', named(null)),
    missed('+4811', '11:00', named('<b>Ewa')),
    missed('+4811', '10:00', { ...named('Old'), disposition: 'busy' }),
    missed('+4812', '13:00'),
    missed('+4813', '13:00'),
    callWith({ startedAt: at('13:01'), from: partyWith('+4813') }),
    missed('+4814', '14:00', { kind: 'sms' }),
    missed('101', '14:00'),
    missed('+4815', '14:00', { direction: 'internal' }),
  ];
  const ewa = { e164: '+4811', name: '<b>Ewa', missed: 3, firstAt: at('10:00') };
  const other = { e164: '+4812', name: null, missed: 1, firstAt: at('13:00'), lastAt: at('13:00') };
  expect(openNumbersOf(calls)).toEqual([other, { ...ewa, lastAt: at('12:00') }]);
  expect(openNumbersOf(calls, { limit: 1 })).toEqual([other]);
  const until = { to: Date.parse(at('11:30')) };
  expect(openNumbersOf(calls, { filter: until })).toEqual([
    { ...ewa, missed: 2, lastAt: at('11:00') },
  ]);
});

test('there are as many as missedOpen says', () => {
  const metrics = ['missedOpen'] as const;
  fc.assert(
    fc.property(
      fc.array(summaryCall, { maxLength: 12 }),
      summaryQuery,
      (calls, { filter = {} }) => {
        const summary = createSummary({ metrics, timeZone: 'UTC', filter });
        for (const call of calls) summary.add(call);
        const [row] = summary.rows();
        expect(openNumbersOf(calls, { filter })).toHaveLength(row?.metrics.missedOpen ?? -1);
      },
    ),
  );
});
