import { type Party, unknownParty } from '@cdr/core';
import { expect, test } from 'vitest';
import { sampleCoverage } from './__fixtures__/sample-coverage.ts';
import { type KnownCall, storeWith } from './__fixtures__/store-with.ts';
import { readReport } from './read-report.ts';
import type { ReportInput } from './report.ts';

const party = (e164: string): Party => ({ ...unknownParty, number: e164, e164 });
const anna = { id: 'a', name: 'Anna', login: null, extension: null };
const startedAt = '2025-10-06T08:00:00.000Z';
const later = '2025-10-07T10:30:00.000Z';
const inbound = { startedAt, direction: 'inbound', from: party('+4811') } as const;

async function* calls(): AsyncGenerator<KnownCall[]> {
  yield [
    { ...inbound, disposition: 'answered', agents: [anna], queue: { id: '7', name: 'Help' } },
    { ...inbound, disposition: 'no-answer', startedAt: later },
    { ...inbound, disposition: 'no-answer', from: party('+4812') },
    { startedAt: later, direction: 'outbound', disposition: 'answered', to: party('+4812') },
    { startedAt: later, direction: 'outbound', disposition: 'busy', to: party('+4813') },
  ];
}

async function read(input: Partial<ReportInput> = {}) {
  return readReport(await storeWith(calls()), {
    query: { timeZone: 'Europe/Warsaw' },
    coverage: async () => [sampleCoverage],
    notes: [],
    now: 0,
    ...input,
  });
}

test('a report tells what the store does, of the period that has calls', async () => {
  const asked: unknown[] = [];
  const coverage: ReportInput['coverage'] = async (range) => {
    asked.push(range);
    return [];
  };
  const report = await read({ coverage });
  const period = { from: Date.parse('2025-10-05T22:00Z'), to: Date.parse('2025-10-07T22:00Z') };
  expect(report.period).toEqual(period);
  const { from } = period;
  await read({ coverage, query: { timeZone: 'UTC', filter: { from } } });
  expect(asked).toEqual([{}, { from }]);
  expect(report.figures).toMatchObject({ calls: 5, inboundCalls: 3, asr: 0.4, missedOpen: 1 });
  expect(report.intervals.unit).toBe('hour');
  // Two of three dispositions a day, and an hour with none of them is told too.
  expect(report.intervals.rows).toHaveLength(3 * 48);
  expect(report.hours.map(({ dimensions, metrics }) => [dimensions, metrics.calls])).toEqual([
    [{ weekday: 1, 'hour-of-day': 10 }, 2],
    [{ weekday: 2, 'hour-of-day': 12 }, 3],
  ]);
  expect(report.openNumbers).toEqual([
    { e164: '+4811', name: null, missed: 1, firstAt: later, lastAt: later },
  ]);
});

test('lists leave out what calls do not tell', async () => {
  const { agents, queues, callers, callees } = await read();
  expect(agents).toMatchObject([{ names: { agent: 'Anna' }, metrics: { calls: 1, asr: 1 } }]);
  expect(queues).toMatchObject([{ names: { queue: 'Help' }, metrics: { calls: 1 } }]);
  expect(callers.map(({ dimensions }) => dimensions.caller)).toEqual(['+4811', '+4812']);
  expect(callees.map(({ dimensions }) => dimensions.callee)).toEqual(['+4812', '+4813']);
});

test('a direction that was not asked for has no list', async () => {
  const query = { timeZone: 'UTC', filter: { direction: ['outbound' as const] } };
  const { callers, callees, figures } = await read({ query });
  expect([callers.length, callees.length, figures.calls]).toEqual([0, 2, 2]);
});

test('an empty store makes an empty report', async () => {
  const query = { timeZone: 'UTC', filter: { source: ['oslo'] } };
  const report = await read({ query });
  expect(report).toMatchObject({ period: null, figures: { calls: 0, asr: null }, agents: [] });
  expect(report.coverage).toEqual([sampleCoverage]);
});

test("vendors' sums have a list of their own", async () => {
  const store = await storeWith(calls());
  const interval = { from: '2025-10-06T22:00:00.000Z', to: '2025-10-07T22:00:00.000Z' };
  const parameters = {};
  await store.commitStatistics({
    ...{ source: 'copenhagen', provider: 'telecomx', stream: 'statistics-day', missing: 'keep' },
    window: { from: Date.parse(interval.from), to: Date.parse(interval.to) },
    parameters,
    proof: null,
    rejected: [],
    rows: [
      {
        id: 'copenhagen:~1',
        raw: null,
        hash: 1,
        statistic: {
          agent: { id: 'b1', name: 'Bo' },
          extension: { id: 'x1', number: '101' },
          interval: { unit: 'day', ...interval, timeZone: 'Europe/Copenhagen' },
          values: {
            ...{ outboundCalls: 4, outboundSeconds: 90, outboundAnswered: 3 },
            ...{ outboundUnanswered: 1, outboundFailed: 0, inboundCalls: 6, inboundSeconds: 60 },
            ...{ inboundAnswered: 2, inboundUnanswered: 4, inboundBusy: 1 },
          },
          derived: [],
        },
      },
    ],
  });
  const report = await readReport(store, {
    query: { timeZone: 'Europe/Warsaw' },
    coverage: async () => [],
    notes: [],
    now: 0,
  });
  expect(report.vendorAgents).toMatchObject([
    { names: { agent: 'Bo' }, metrics: { calls: 10, asr: 0.5, talkSeconds: 150, acd: 30 } },
  ]);
  expect(report.figures.calls).toBe(5);
});
