import { describe, expect, it } from 'vitest';
import type { Person, SummaryQuery } from '../metrics/summary-query.ts';
import type { IntervalUnit } from '../time/calendar.ts';
import { createCalendar } from '../time/calendar.ts';
import { toEpochMs, toInstant } from '../time/instant.ts';
import { zoneOf } from '../time/zone.ts';
import { type Statistic, type StatisticValues, unknownStatisticValues } from './statistic.ts';
import { summarizeStatistics } from './summarize-statistics.ts';
import { whyNoStatistics } from './why-no-statistics.ts';

const timeZone = 'Europe/Copenhagen';
const anna = { id: 'a1', name: 'Anna' };
const bo = { id: 'b1', name: 'Bo' };

/** What somebody's line came to in the interval that the text lies in. */
function sums(
  at: string,
  values: Partial<StatisticValues>,
  {
    unit = 'day',
    agent = anna,
    line = '101',
    ...rest
  }: Partial<Statistic> & { unit?: IntervalUnit; line?: string } = {},
): Statistic {
  const interval = createCalendar(unit, zoneOf(timeZone)).at(toEpochMs(`${at}:00.000Z`));
  return {
    id: 'copenhagen:~1',
    source: 'copenhagen',
    provider: 'telecomx',
    stream: `statistics-${unit}`,
    agent,
    extension: { id: `x${line}`, number: line },
    interval: { unit, from: toInstant(interval.from), to: toInstant(interval.to), timeZone },
    values: { ...unknownStatisticValues, ...values },
    derived: [],
    parameters: {},
    ...rest,
  };
}

async function summarize(statistics: readonly Statistic[], query: Partial<SummaryQuery> = {}) {
  async function* batches() {
    yield statistics;
  }
  const whole = { metrics: ['calls'], by: ['agent'], interval: 'day', timeZone, ...query } as const;
  return summarizeStatistics(batches(), whole);
}

async function told(statistics: readonly Statistic[], query: Partial<SummaryQuery> = {}) {
  const { rows, leftOut } = await summarize(statistics, query);
  return {
    rows: rows.map(({ interval, dimensions, metrics }) => [
      interval?.label ?? null,
      ...Object.values(dimensions),
      ...Object.values(metrics),
    ]),
    leftOut,
  };
}

const both = { outboundCalls: 3, inboundCalls: 2 };

describe('summarizeStatistics', () => {
  it('tells each metric that sums can make, in its unit', async () => {
    const values = {
      outboundCalls: 4,
      outboundSeconds: 90,
      outboundAnswered: 1,
      outboundUnanswered: 3,
      outboundFailed: 1,
      inboundCalls: 6,
      inboundSeconds: 60,
      inboundAnswered: 4,
      inboundUnanswered: 2,
      inboundBusy: 1,
    };
    const metrics = ['calls', 'answered', 'asr', 'talkSeconds', 'acd', 'asa', 'failed'] as const;
    const { rows } = await summarize([sums('2026-01-05T10:00', values)], { metrics });
    expect(rows[0]?.metrics).toEqual({
      ...{ calls: 10, answered: 5, asr: 0.5, talkSeconds: 150, acd: 30 },
      // Nobody says how long people waited, nor how many inbound calls failed.
      ...{ asa: null, failed: null },
    });
    const own = { metrics: ['inboundUnanswered', 'outboundFailed', 'outboundSeconds'] } as const;
    const [row] = (await summarize([sums('2026-01-05T10:00', values)], own)).rows;
    expect(row?.metrics).toEqual({ inboundUnanswered: 2, outboundFailed: 1, outboundSeconds: 90 });
  });

  it('does not know what is made of something unknown', async () => {
    const some = [
      sums('2026-01-05T10:00', both),
      sums('2026-01-05T10:00', { outboundCalls: 1 }, { line: '102' }),
    ];
    const query = { metrics: ['calls', 'outboundCalls', 'inboundCalls', 'asa'] } as const;
    expect((await summarize(some, query)).untold).toEqual([
      { source: 'copenhagen', metric: 'calls', values: ['inboundCalls'] },
      { source: 'copenhagen', metric: 'inboundCalls', values: ['inboundCalls'] },
    ]);
    expect((await summarize(some.slice(0, 1), query)).untold).toEqual([]);
    expect((await told(some, query)).rows).toEqual([
      ['2026-01-05', 'a1', 'copenhagen', null, 4, null, null],
    ]);
  });

  it('adds up the lines of an agent, or tells them apart', async () => {
    const some = [
      sums('2026-01-05T10:00', both),
      sums('2026-01-05T10:00', both, { line: '102' }),
      sums('2026-01-05T10:00', both, { agent: bo, line: '103' }),
    ];
    expect((await told(some)).rows).toEqual([
      ['2026-01-05', 'a1', 'copenhagen', 10],
      ['2026-01-05', 'b1', 'copenhagen', 5],
    ]);
    expect((await told(some, { top: 1 })).rows).toEqual([['2026-01-05', 'a1', 'copenhagen', 10]]);
    expect((await told(some, { by: ['extension'] })).rows).toEqual([
      ['2026-01-05', '101', 'copenhagen', 5],
      ['2026-01-05', '102', 'copenhagen', 5],
      ['2026-01-05', '103', 'copenhagen', 5],
    ]);
  });

  it('fills intervals with what is not known, for each line and what was asked for', async () => {
    const some = [
      sums('2026-01-05T10:00', both),
      sums('2026-01-07T10:00', both),
      sums('2026-01-07T10:00', both, { agent: bo, parameters: { way: 'in' } }),
    ];
    const day = (number: string, calls: number | null, agent = 'a1') => [
      `2026-01-${number}`,
      ...[agent, 'copenhagen', calls],
    ];
    const filled = [day('05', 5), day('05', null, 'b1'), day('06', null), day('06', null, 'b1')];
    expect((await told(some, { fill: true })).rows).toEqual([
      ...filled,
      ...[day('07', 5), day('07', 5, 'b1')],
    ]);
    const filter = { from: Date.parse('2026-01-03T23:00Z'), to: Date.parse('2026-01-05T23:00Z') };
    const [first] = some;
    expect((await told(first === undefined ? [] : [first], { fill: true, filter })).rows).toEqual([
      day('04', null),
      day('05', 5),
    ]);
    expect((await told([], { fill: true, filter })).rows).toEqual([]);
  });

  it('makes longer intervals of shorter ones, and never takes two units of a source', async () => {
    const days = [sums('2026-01-05T10:00', both), sums('2026-01-06T10:00', both)];
    const hours = [
      sums('2026-01-05T10:00', { ...both, inboundCalls: 100 }, { unit: 'hour' }),
      sums('2026-01-05T11:00', both, { unit: 'hour' }),
    ];
    const week = { interval: 'week' } as const;
    expect((await told(days, week)).rows).toEqual([['2026-W02', 'a1', 'copenhagen', 10]]);
    expect((await told([...hours, ...days], week)).rows).toEqual([
      ['2026-W02', 'a1', 'copenhagen', 10],
    ]);
    expect((await told(hours, week)).rows).toEqual([['2026-W02', 'a1', 'copenhagen', 108]]);
    expect((await told([...days, ...hours], { interval: 'hour' })).rows).toEqual([
      ['2026-01-05T11:00+01:00', 'a1', 'copenhagen', 103],
      ['2026-01-05T12:00+01:00', 'a1', 'copenhagen', 5],
    ]);
    expect(await told(days, { interval: 'hour' })).toEqual({
      rows: [],
      leftOut: [{ source: 'copenhagen', unit: 'day', count: 2 }],
    });
    const weeks = [sums('2026-01-05T10:00', both, { unit: 'week' })];
    expect(await told(weeks, { interval: 'month' })).toEqual({
      rows: [],
      leftOut: [{ source: 'copenhagen', unit: 'week', count: 1 }],
    });
  });

  it('leaves out sums that lie only partly in an interval or in the range, and says so', async () => {
    const days = [sums('2026-01-05T10:00', both), sums('2026-01-06T10:00', both)];
    const leftOut = (count: number) => [{ source: 'copenhagen', unit: 'day', count }];
    expect(await told(days, { timeZone: 'Asia/Kolkata' })).toEqual({
      rows: [],
      leftOut: leftOut(2),
    });
    // The clocks of Warsaw show the same.
    expect((await told(days, { timeZone: 'Europe/Warsaw' })).rows).toHaveLength(2);
    const filter = { from: toEpochMs('2026-01-05T12:00:00.000Z') };
    expect(await told(days, { filter })).toEqual({
      rows: [['2026-01-06', 'a1', 'copenhagen', 5]],
      leftOut: leftOut(1),
    });
  });

  it('goes by days, where neither an interval is asked for nor hours alone are there', async () => {
    const { interval: _, ...allTime } = { interval: undefined, by: ['agent'] as const };
    const days = [sums('2026-01-05T10:00', both), sums('2026-02-06T10:00', both)];
    const all = async (statistics: readonly Statistic[]) => {
      async function* batches() {
        yield statistics;
      }
      const query = { metrics: ['calls'], timeZone, ...allTime } as const;
      const { rows } = await summarizeStatistics(batches(), query);
      return rows.map(({ interval, metrics }) => [interval, metrics.calls]);
    };
    expect(await all(days)).toEqual([[null, 10]]);
    expect(await all([...days, sums('2026-01-05T10:00', both, { unit: 'month' })])).toEqual([
      [null, 10],
    ]);
    expect(await all([sums('2026-01-05T10:00', both, { unit: 'month' })])).toEqual([[null, 5]]);
  });

  it('never adds up what was asked for with other parameters', async () => {
    const some = [
      sums('2026-01-05T10:00', both, { parameters: { ignoreLocal: true } }),
      sums('2026-01-05T10:00', both),
    ];
    const { rows } = await summarize(some);
    expect(rows.map(({ metrics, parameters }) => [metrics.calls, parameters])).toEqual([
      [5, '{"ignoreLocal":true}'],
      [5, '{}'],
    ]);
  });

  it('knows people who are in several sources, and the latest name of others', async () => {
    const people: Person[] = [
      {
        name: 'Anna',
        agents: [
          { source: 'copenhagen', agent: 'a1' },
          { source: 'odense', agent: 'a9' },
        ],
      },
    ];
    const some = [
      sums('2026-01-05T10:00', both),
      sums('2026-01-05T10:00', both, { source: 'odense', agent: { id: 'a9', name: 'A.' } }),
      sums('2026-01-06T10:00', both, { agent: { ...bo, name: 'Bo Madsen' } }),
      sums('2026-01-05T10:00', both, { agent: bo }),
    ];
    const { rows } = await summarize(some, { people });
    expect(
      rows.map(({ dimensions, names, metrics }) => [dimensions, names, metrics.calls]),
    ).toEqual([
      [{ agent: 'Anna', source: null }, { agent: 'Anna' }, 10],
      [{ agent: 'b1', source: 'copenhagen' }, { agent: 'Bo Madsen' }, 5],
      [{ agent: 'b1', source: 'copenhagen' }, { agent: 'Bo Madsen' }, 5],
    ]);
  });
});

describe('whyNoStatistics', () => {
  const why = (query: Partial<SummaryQuery>) =>
    whyNoStatistics({ metrics: ['calls'], timeZone, by: ['agent'], ...query });

  it('lets pass what sums are told by', () => {
    expect(why({ by: ['agent', 'extension', 'source', 'provider'] })).toBeNull();
    const filter = { from: 0, to: 1, source: ['copenhagen'], agent: ['Anna'] };
    expect(why({ filter: { ...filter, kind: ['call'] } })).toBeNull();
  });

  it('says what sums are not told by', () => {
    expect(why({ by: ['agent', 'queue'] })).toBe('they are not divided by queue');
    expect(why({ by: ['source'] })).toMatch(/by agent and extension/);
    expect(why({ by: [] })).toMatch(/by agent and extension/);
    expect(why({ filter: { queue: ['7'] } })).toMatch(/not of those of one queue/);
    expect(why({ filter: { kind: ['call', 'sms'] } })).toBe('they are sums of calls alone');
  });
});
