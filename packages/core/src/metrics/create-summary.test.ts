import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentWith, callWith, partyWith } from '../__fixtures__/call-with.ts';
import { summaryCall, summaryQuery } from '../__fixtures__/summary-arbitraries.ts';
import type { Call } from '../call/call.ts';
import { createSummary, summarizeCalls } from './create-summary.ts';
import { type FlatRow, flattenRow } from './flatten-row.ts';
import type { SummaryQuery } from './summary-query.ts';

function summaryOf(calls: readonly Call[], query: SummaryQuery) {
  const summary = createSummary(query);
  for (const call of calls) summary.add(call);
  return summary;
}

function rowsOf(calls: readonly Call[], query: Partial<SummaryQuery>): FlatRow[] {
  const whole = { metrics: ['calls'] as const, timeZone: 'Europe/Warsaw', ...query };
  return summaryOf(calls, whole).rows().map(flattenRow);
}

describe('a summary', () => {
  it('is the same whichever way the calls are divided, measured and put together', () => {
    const shards = fc.array(fc.array(summaryCall, { maxLength: 8 }), { maxLength: 4 });
    fc.assert(
      fc.property(shards, summaryQuery, (parts, query) => {
        const whole = summaryOf(parts.flat(), query).rows();
        const merged = createSummary(query);
        for (const part of parts.toReversed()) merged.merge(summaryOf(part.toReversed(), query));
        expect(merged.rows()).toEqual(whole);
        const nested = parts.reduce((rest, part) => {
          const next = summaryOf(part, query);
          next.merge(rest);
          return next;
        }, createSummary(query));
        expect(nested.rows()).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('goes on after it was told, and leaves what was merged alone', () => {
    const query = { metrics: ['calls'], timeZone: 'UTC', by: ['agent'] } as const;
    const calls = [1, 2, 3].map(() => callWith({ agents: [agentWith('anna')] }));
    const first = summaryOf(calls, query);
    const second = summaryOf(calls, query);
    first.rows();
    first.merge(second);
    first.add(callWith({ agents: [agentWith('anna')] }));
    expect(first.rows().map(({ metrics }) => metrics.calls)).toEqual([7]);
    expect(second.rows().map(({ metrics }) => metrics.calls)).toEqual([3]);
  });

  it('has intervals and values that together are the whole', () => {
    fc.assert(
      fc.property(
        fc.array(summaryCall, { maxLength: 12 }),
        summaryQuery.filter(
          ({ by = [], top }) =>
            top === undefined && !by.some((name) => ['agent', 'extension'].includes(name)),
        ),
        (calls, query) => {
          const sum = (own: SummaryQuery) =>
            summaryOf(calls, own)
              .rows()
              .map(({ metrics: { calls: all, answered, noAnswer, busy, failed, unknown } }) => [
                all ?? 0,
                (answered ?? 0) + (noAnswer ?? 0) + (busy ?? 0) + (failed ?? 0) + (unknown ?? 0),
              ])
              .reduce(([a = 0, b = 0], [c = 0, d = 0]) => [a + c, b + d], [0, 0]);
          const { interval: _, by: __, ...plain } = query;
          const [all, parts] = sum(plain);
          expect(all).toBe(parts);
          expect(sum(query)).toEqual([all, all]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of agents obeys the identities of Telecom X', () => {
    fc.assert(
      fc.property(fc.array(summaryCall, { maxLength: 12 }), summaryQuery, (calls, query) => {
        for (const { metrics: own } of summaryOf(calls, query).rows()) {
          expect(own.inboundCalls).toBe((own.inboundAnswered ?? 0) + (own.inboundUnanswered ?? 0));
          expect(own.outboundCalls).toBe(
            (own.outboundAnswered ?? 0) + (own.outboundUnanswered ?? 0),
          );
          expect(own.inboundBusy).toBeLessThanOrEqual(own.inboundUnanswered ?? 0);
          expect(own.outboundFailed).toBeLessThanOrEqual(own.outboundUnanswered ?? 0);
        }
      }),
    );
  });

  it('puts a call into the interval of its start, also where the clocks go back', () => {
    const calls = ['00:30', '00:59', '01:00', '01:59'].map((time) =>
      callWith({ startedAt: `2026-10-25T${time}:00.000Z`, endedAt: '2026-10-26T00:00:00.000Z' }),
    );
    expect(rowsOf(calls, { interval: 'hour' }).map((row) => [row.interval, row.calls])).toEqual([
      ['2026-10-25T02:00+02:00', 2],
      ['2026-10-25T02:00+01:00', 2],
    ]);
    expect(rowsOf(calls, { by: ['hour-of-day', 'weekday'] })).toEqual([
      { hourOfDay: 2, weekday: 7, calls: 4 },
    ]);
  });

  it('fills the intervals between, for every value that occurs', () => {
    const calls = [
      callWith({ startedAt: '2026-01-05T10:00:00.000Z', agents: [agentWith('anna')] }),
      callWith({ startedAt: '2026-01-07T10:00:00.000Z', agents: [agentWith('ben')] }),
    ];
    const query = { interval: 'day', by: ['agent'], fill: true } as const;
    const told = rowsOf(calls, query).map((row) => [row.interval, row.agentName, row.calls]);
    expect(told).toEqual([
      ['2026-01-05', 'Name of anna', 1],
      ['2026-01-05', 'Name of ben', 0],
      ['2026-01-06', 'Name of anna', 0],
      ['2026-01-06', 'Name of ben', 0],
      ['2026-01-07', 'Name of anna', 0],
      ['2026-01-07', 'Name of ben', 1],
    ]);
    expect(rowsOf(calls, { ...query, fill: false })).toHaveLength(2);
    const range = { from: Date.UTC(2026, 0, 9), to: Date.UTC(2026, 0, 11) };
    const empty = rowsOf(calls, { interval: 'day', fill: true, filter: range });
    expect(empty.map((row) => row.interval)).toEqual(['2026-01-09', '2026-01-10', '2026-01-11']);
    expect(rowsOf([], { interval: 'day', fill: true })).toEqual([]);
  });

  it('tells of each interval the rows with the most calls, the most first', () => {
    const on = (day: string, ...ids: string[]) =>
      ids.map((id) =>
        callWith({ startedAt: `2026-01-${day}T10:00:00.000Z`, agents: [agentWith(id)] }),
      );
    const calls = [...on('05', 'a', 'b', 'b', 'c', 'c'), ...on('06', 'c', 'a', 'b', 'c', 'c')];
    const told = (query: Partial<SummaryQuery>) =>
      rowsOf(calls, { metrics: ['asr'], by: ['agent'], ...query }).map((row) => [
        row.agent,
        row.calls,
      ]);
    expect(told({ top: 2, interval: 'day' })).toEqual([
      ['b', 2],
      ['c', 2],
      ['c', 3],
      ['a', 1],
    ]);
    expect(told({ top: 1 })).toEqual([['c', 5]]);
    expect(told({ top: 9 })).toHaveLength(3);
    expect(rowsOf(calls, { top: 1 })).toEqual([{ calls: 10 }]);
    expect(() => told({ top: 2, fill: true })).toThrow(/top rows/);
  });

  it('takes agents of two sources for two people, unless they are known to be one', () => {
    const calls = [
      callWith({ agents: [agentWith('7')], source: 'warsaw' }),
      callWith({ agents: [agentWith('7')], source: 'oslo' }),
      callWith({ agents: [agentWith('8')], source: 'oslo' }),
      callWith({ agents: [] }),
    ];
    const told = (query: Partial<SummaryQuery>) =>
      rowsOf(calls, { by: ['agent'], ...query }).map((row) => [
        row.agent,
        row.agentName,
        row.source,
        row.calls,
      ]);
    expect(told({})).toEqual([
      ['7', 'Name of 7', 'oslo', 1],
      ['7', 'Name of 7', 'warsaw', 1],
      ['8', 'Name of 8', 'oslo', 1],
      [null, null, 'warsaw', 1],
    ]);
    const agents = [
      { source: 'warsaw', agent: '7' },
      { source: 'oslo', agent: '8' },
    ];
    const people = [{ name: 'Ćma', agents }];
    expect(told({ people })).toEqual([
      ['7', 'Name of 7', 'oslo', 1],
      ['Ćma', 'Ćma', null, 2],
      [null, null, 'warsaw', 1],
    ]);
    expect(told({ people, by: ['agent', 'source'] })).toContainEqual(['Ćma', 'Ćma', 'oslo', 1]);
    // A queue is its vendor's own, so the row is of one source again.
    expect(told({ people, by: ['agent', 'queue'] })).toContainEqual(['Ćma', 'Ćma', 'oslo', 1]);
  });

  it('names an id as its latest call does', () => {
    const named = (startedAt: string, name: string | null) =>
      callWith({ startedAt, agents: [{ ...agentWith('7'), name }] });
    const calls = [
      named('2026-01-05T10:00:00.000Z', 'Old'),
      named('2026-01-07T10:00:00.000Z', 'New'),
      named('2026-01-08T10:00:00.000Z', null),
    ];
    const names = rowsOf(calls, { by: ['agent'], interval: 'day' }).map((row) => row.agentName);
    expect(names).toEqual(['New', 'New', 'New']);
  });

  it('knows an agent without an id by login, extension or name, and a queue by its name', () => {
    const nameless = { id: null, name: null, login: null, extension: null };
    const agents = [
      { ...nameless, login: 'l', extension: 'e', name: 'n' },
      { ...nameless, extension: 'e', name: 'n' },
      { ...nameless, name: 'n' },
    ].map((agent) => callWith({ agents: [agent], queue: { id: null, name: 'q' } }));
    expect(rowsOf(agents, { by: ['agent', 'queue'] }).map((row) => [row.agent, row.queue])).toEqual(
      [
        ['e', 'q'],
        ['l', 'q'],
        ['n', 'q'],
      ],
    );
  });

  it('leaves out a figure where calls count whose source tells too little', () => {
    const calls = [
      callWith({ talkMs: 1000 }),
      callWith({ talkMs: 2000, source: 'oslo' }),
      callWith({ talkMs: 3000, startedAt: '2026-01-06T10:00:00.000Z' }),
    ];
    const query = {
      metrics: ['calls', 'talkSeconds'],
      unsupplied: { oslo: ['talkSeconds', 'aht'] },
    } as const;
    const told = (more: Partial<SummaryQuery>) =>
      rowsOf(calls, { ...query, ...more }).map((row) => [row.calls, row.talkSeconds]);
    expect(told({})).toEqual([[3, null]]);
    expect(told({ interval: 'day' })).toEqual([
      [2, null],
      [1, 3],
    ]);
    expect(told({ by: ['source'] })).toEqual([
      [1, null],
      [2, 4],
    ]);
    expect(told({ interval: 'day', by: ['source'], fill: true })).toEqual([
      [1, null],
      [1, 1],
      [0, null],
      [1, 3],
    ]);
    expect(told({ filter: { source: ['oslo'], direction: ['internal'] } })).toEqual([[0, null]]);
  });

  it('refuses an unknown zone', () => {
    expect(() => createSummary({ metrics: ['calls'], timeZone: 'Mars/Olympus' })).toThrow(
      /not a time zone/,
    );
  });

  it('is made of calls in batches', async () => {
    async function* batches() {
      yield [callWith(), callWith()];
      yield [callWith({ from: partyWith('+4811') })];
    }
    const rows = await summarizeCalls(batches(), { metrics: ['calls'], timeZone: 'UTC' });
    expect(rows).toEqual([{ interval: null, dimensions: {}, names: {}, metrics: { calls: 3 } }]);
  });
});
