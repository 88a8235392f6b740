import {
  type Call,
  type EpochMs,
  type IntervalUnit,
  type Statistic,
  type StatisticValues,
  streamsOf,
  summarizeCalls,
  toInstant,
  type Window,
} from '@cdr/core';
import { createTrial, type Trial } from '@cdr/testkit';
import { describe, expect, it } from 'vitest';
import { callAt, outside } from './__fixtures__/calls.ts';
import { valueFields } from './api.ts';
import telecomx from './index.ts';
import { createVendorApi, type TelecomxApiOptions } from './vendor-api.ts';

const timeZone = 'Europe/Copenhagen';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const units = ['hour', 'day', 'week', 'month'] as const;

const staff = [
  { id: 'e1', name: 'Asta', login: null, extension: '232' },
  { id: 'e2', name: '=Bo', login: null, extension: '289' },
  // Another extension of the first one.
  { id: 'e1', name: 'Asta', login: null, extension: '1232' },
] as const;

/** A call every forty minutes or so, of every kind, by everybody in turn. */
function callsIn({ from, to }: Window): Call[] {
  const calls: Call[] = [];
  for (let at = from, index = 0; at < to; at += 37 * 60_000 + (index % 7) * 1000, index += 1) {
    calls.push(createCall(at, index));
  }
  return calls;
}

function createCall(at: EpochMs, index: number): Call {
  const direction = (['inbound', 'outbound', 'internal', 'inbound'] as const)[index % 4];
  const disposition = (['answered', 'answered', 'busy', 'no-answer', 'failed'] as const)[index % 5];
  const own = staff[index % 3] ?? staff[0];
  const other = staff[(index + 1) % 3] ?? staff[1];
  const there = outside('+4526000000');
  const startedAt = toInstant(at);
  return callAt(startedAt, {
    vendorId: `v${at}`,
    direction: direction ?? 'inbound',
    disposition: disposition ?? 'answered',
    missedReason: disposition === 'answered' ? null : 'unknown',
    endedAt: toInstant(at + (index % 11) * 10_000),
    talkMs: disposition === 'answered' ? (index % 11) * 1000 : null,
    from: direction === 'inbound' ? there : outside(own.extension),
    to: direction === 'outbound' ? there : outside(other.extension),
    agents: direction === 'internal' ? [other, own] : direction === 'inbound' ? [other] : [own],
  });
}

function openTrial(
  calls: readonly Call[],
  stage: {
    unit: IntervalUnit;
    now: EpochMs;
    readings?: Partial<TelecomxApiOptions>;
    options?: Record<string, unknown>;
  },
): Trial {
  return createTrial({
    provider: telecomx,
    stream: `statistics-${stage.unit}`,
    calls,
    now: stage.now,
    createVendor: (source, clock) => ({
      options: { token: 'machine-token', ...stage.options },
      answer: createVendorApi(source, { ...stage.readings, now: () => clock.now() }),
    }),
  });
}

/** What is true of the calls: summed up by intervals that have a year, without the vendor's names of them. */
async function truthOf(calls: readonly Call[], unit: IntervalUnit): Promise<string[]> {
  async function* batches() {
    yield calls;
  }
  const by = ['agent', 'extension'] as const;
  const rows = await summarizeCalls(batches(), {
    metrics: valueFields,
    by,
    interval: unit,
    timeZone,
  });
  return rows
    .map(({ interval, dimensions, metrics }) =>
      describeCell(
        [dimensions.agent, dimensions.extension, interval?.from, interval?.to],
        valueFields.map((field) => Math.round(metrics[field] ?? 0)),
      ),
    )
    .sort();
}

async function storedIn({ store }: Trial): Promise<Statistic[]> {
  const statistics: Statistic[] = [];
  for await (const batch of store.readStatistics()) statistics.push(...batch);
  return statistics;
}

function describeStored({ agent, extension, interval, values }: Statistic): string {
  const of: StatisticValues = values;
  return describeCell(
    [agent.id, extension.number, Date.parse(interval.from), Date.parse(interval.to)],
    valueFields.map((field) => of[field]),
  );
}

function describeCell(about: readonly unknown[], values: readonly unknown[]): string {
  return JSON.stringify([...about, ...values]);
}

async function expectTruth(
  trial: Trial,
  calls: readonly Call[],
  unit: IntervalUnit,
): Promise<void> {
  const stored = await storedIn(trial);
  expect(stored.map(describeStored).sort()).toEqual(await truthOf(calls, unit));
}

/** Local midnights. */
const stages: Record<string, Window> = {
  'New Year': { from: Date.parse('2024-12-15T23:00Z'), to: Date.parse('2025-02-01T23:00Z') },
  'New Year of a week 53': {
    from: Date.parse('2020-12-13T23:00Z'),
    to: Date.parse('2021-01-17T23:00Z'),
  },
  'the autumn night': {
    from: Date.parse('2024-10-20T22:00Z'),
    to: Date.parse('2024-11-03T23:00Z'),
  },
  'the spring night': {
    from: Date.parse('2024-03-24T23:00Z'),
    to: Date.parse('2024-04-07T22:00Z'),
  },
};

describe('a sync', () => {
  for (const [name, asked] of Object.entries(stages)) {
    it.each(units)(
      `across ${name}, by %s, holds the truth, and a second one changes nothing`,
      async (unit) => {
        const calls = callsIn({ from: asked.from - 40 * dayMs, to: asked.to + 40 * dayMs });
        const trial = openTrial(calls, { unit, now: asked.to + 60 * dayMs });
        const { status, report } = await trial.sync(asked);
        expect(status).toBe('complete');
        expect(report.warnings).toEqual([]);
        const whole = (await trial.coverage()).map(({ from, to, state }) => ({ from, to, state }));
        expect(whole).toHaveLength(1);
        expect(whole[0]?.state).toBe('sealed');
        const { from = 0, to = 0 } = whole[0] ?? {};
        expect(from).toBeLessThanOrEqual(asked.from);
        expect(to).toBeGreaterThanOrEqual(asked.to);
        const own = calls.filter(({ startedAt }) => {
          const at = Date.parse(startedAt);
          return at >= from && at < to;
        });
        await expectTruth(trial, own, unit);

        const again = await trial.sync(asked);
        expect(again.requests).toBe(0);
        expect(again.status).toBe('complete');
      },
    );
  }

  it('tells the two hours of the autumn night apart', async () => {
    const night = ['2024-10-27T00:10:00Z', '2024-10-27T00:20:00Z', '2024-10-27T01:10:00Z'];
    const calls = night.map((at) => createCall(Date.parse(at), 0));
    const trial = openTrial(calls, { unit: 'hour', now: Date.parse('2024-11-03T12:00Z') });
    await trial.sync({
      from: Date.parse('2024-10-26T22:00Z'),
      to: Date.parse('2024-10-27T23:00Z'),
    });
    expect(
      (await storedIn(trial)).map(({ interval, values }) => [interval.from, values.inboundCalls]),
    ).toEqual([
      ['2024-10-27T00:00:00.000Z', 2],
      ['2024-10-27T01:00:00.000Z', 1],
    ]);
  });
});

describe('whatever the vendor means', () => {
  const asked = stages['New Year'] ?? { from: 0, to: 0 };
  const calls = callsIn(asked);

  it.each<[string, IntervalUnit, Partial<TelecomxApiOptions>]>([
    ['the upper bound is exclusive', 'hour', { to: 'exclusive' }],
    ['the upper bound is exclusive', 'day', { to: 'exclusive' }],
    ['hours are padded', 'hour', { intervalKeys: 'padded' }],
    ['days are padded', 'day', { intervalKeys: 'padded' }],
    ['months are counted from 0', 'month', { firstMonth: 0 }],
    ['weeks begin on Sundays', 'week', { weeks: 'from-sunday' }],
    ['days are those of UTC', 'day', { timeZone: 'UTC' }],
    ['weeks are those of UTC', 'week', { timeZone: 'UTC' }],
    ['months are those of Chicago', 'month', { timeZone: 'America/Chicago' }],
    ['answered inbound calls are never told', 'day', { inboundAnswered: 'zero' }],
    ['calls are counted while they go on', 'day', { appears: 'at-start' }],
  ])('the store is the same when %s (by %s)', async (_name, unit, readings) => {
    const now = asked.to + 60 * dayMs;
    const trial = openTrial(calls, { unit, now, readings });
    const { status } = await trial.sync(asked);
    expect(status).toBe('complete');
    await expectTruth(trial, calls, unit);
  });

  it('tells what it computed where answered inbound calls are never told', async () => {
    const stage = { unit: 'day', now: asked.to + 60 * dayMs } as const;
    const trial = openTrial(calls, { ...stage, readings: { inboundAnswered: 'zero' } });
    const { report } = await trial.sync(asked);
    expect(report.warnings).toEqual([]);
    const stored = await storedIn(trial);
    const [derived, told] = [['inboundAnswered'], []];
    for (const { values, derived: own } of stored) {
      expect(own).toEqual((values.inboundAnswered ?? 0) > 0 ? derived : told);
    }
    expect(stored.some(({ derived: own }) => own.length > 0)).toBe(true);
  });

  it('ends with advice when hours are those of another clock', async () => {
    const stage = { unit: 'hour', now: asked.to + 60 * dayMs } as const;
    const trial = openTrial(calls, { ...stage, readings: { timeZone: 'UTC' } });
    const { status, report } = await trial.sync(asked);
    expect(status).toBe('failed');
    expect(report.errors.join()).toContain('Set timeZone');
    expect(await storedIn(trial)).toEqual([]);
  });

  it('says so where the vendor divides what was asked for', async () => {
    const stage = { unit: 'week', now: asked.to + 60 * dayMs } as const;
    const trial = openTrial(calls, { ...stage, readings: { weeks: 'from-sunday' } });
    const { report } = await trial.sync(asked);
    expect(report.warnings.join()).toContain('the vendor divides a week');
  });

  it('has one row for all extensions of an employee where the vendor has', async () => {
    const stage = { unit: 'day', now: asked.to + 60 * dayMs } as const;
    const trial = openTrial(calls, { ...stage, readings: { extensions: 'joined' } });
    await trial.sync(asked);
    const stored = await storedIn(trial);
    const sum = stored.reduce((all, { values }) => all + (values.inboundCalls ?? 0), 0);
    const ways = calls.filter(({ direction }) => direction !== 'outbound');
    expect(sum).toBe(ways.length);
    const keys = stored.map(({ agent, interval }) => `${agent.id} ${interval.from}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('an interval that still runs', () => {
  it.each(units)('is replaced by every sync, by %s, and adds up to nothing else', async (unit) => {
    const noon = Date.parse('2025-01-15T11:00Z');
    const asked = { from: noon - 3 * dayMs, to: noon + 3 * dayMs };
    const all = callsIn({ from: noon - 45 * dayMs, to: asked.to });
    const trial = openTrial(all, { unit, now: noon + 600_000 });
    for (const waitMs of [0, 10 * 60_000, 5 * hourMs, 30 * hourMs, 9 * dayMs]) {
      trial.clock.advance(waitMs);
      const { status } = await trial.sync(asked);
      expect(status).toBe('complete');
      const [covered] = await trial.coverage();
      const from = covered?.from ?? 0;
      const told = all.filter(({ startedAt, endedAt }) => {
        const isOver = endedAt !== null && Date.parse(endedAt) <= trial.clock.now();
        return isOver && Date.parse(startedAt) >= from;
      });
      const stored = (await storedIn(trial)).map(describeStored).sort();
      const truth = await truthOf(told, unit);
      expect(stored).toEqual(truth);
    }
  });
});

describe('other parameters', () => {
  it('are other statistics, side by side', async () => {
    const asked = { from: Date.parse('2025-01-12T23:00Z'), to: Date.parse('2025-01-14T23:00Z') };
    const calls = callsIn(asked);
    const now = asked.to + 10 * dayMs;
    const plain = openTrial(calls, { unit: 'day', now });
    await plain.sync(asked);
    const before = (await storedIn(plain)).length;
    const other = createTrial({
      provider: telecomx,
      stream: 'statistics-day',
      calls,
      now,
      store: plain.store,
      createVendor: (source, clock) => ({
        options: { token: 'machine-token', ignoreLocal: true, direction: 'IN' },
        answer: createVendorApi(source, { now: () => clock.now() }),
      }),
    });
    const { report, status } = await other.sync(asked);
    expect(status).toBe('complete');
    expect(report.rows).toMatchObject({ updated: 0, removed: 0 });
    const stored = await storedIn(other);
    expect(stored.length).toBe(before + report.rows.inserted);
    const others = stored.filter(({ parameters }) => parameters.direction === 'IN');
    expect(others).toHaveLength(report.rows.inserted);
    expect(others.every(({ parameters }) => parameters.ignoreLocal === true)).toBe(true);
    const inbound = calls.filter(({ direction }) => direction === 'inbound').length;
    expect(others.reduce((sum, { values }) => sum + (values.inboundCalls ?? 0), 0)).toBe(inbound);
  });
});

describe('the streams', () => {
  it('are four of statistics, of which days are read by default, and one of calls', () => {
    expect(telecomx.manifest.streams.map(({ id, default: isRead }) => [id, isRead])).toEqual([
      ['statistics-hour', false],
      ['statistics-day', true],
      ['statistics-week', false],
      ['statistics-month', false],
      ['calls', false],
    ]);
    for (const { interval, window } of streamsOf(telecomx.manifest, 'statistics')) {
      expect(window.calendarUnit).toBe(interval === 'hour' ? 'day' : interval);
    }
  });
});
