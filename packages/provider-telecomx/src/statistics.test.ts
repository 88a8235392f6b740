import {
  type Call,
  type EpochMs,
  type IntervalUnit,
  type Statistic,
  streamsOf,
  toInstant,
  type Window,
} from '@cdr/core';
import { createTrial, type Trial } from '@cdr/testkit';
import { describe, expect, it } from 'vitest';
import { callAt, outside } from './__fixtures__/calls.ts';
import telecomx from './index.ts';
import { createVendorApi, type TelecomxApiOptions } from './vendor-api.ts';

const dayMs = 86_400_000;

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
    streams: [`statistics-${stage.unit}`],
    calls,
    now: stage.now,
    createVendor: (source, clock) => ({
      options: { token: 'machine-token', ...stage.options },
      answer: createVendorApi(source, { ...stage.readings, now: () => clock.now() }),
    }),
  });
}

async function storedIn({ store }: Trial): Promise<Statistic[]> {
  const statistics: Statistic[] = [];
  for await (const batch of store.readStatistics()) statistics.push(...batch);
  return statistics;
}

/** Local midnights around New Year. */
const asked: Window = {
  from: Date.parse('2024-12-15T23:00Z'),
  to: Date.parse('2025-02-01T23:00Z'),
};

describe('whatever the vendor means', () => {
  const calls = callsIn(asked);

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
      streams: ['statistics-day'],
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
