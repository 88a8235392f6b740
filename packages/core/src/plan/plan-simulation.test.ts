import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryZone, instantNearChange } from '../__fixtures__/arbitraries.ts';
import { anyStream, streamWith } from '../__fixtures__/streams.ts';
import { type CoverageInterval, gapsIn, recordReading } from '../coverage/ledger.ts';
import type { CallStream } from '../provider/call-stream.ts';
import { durationToMs } from '../time/duration.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import { renderBounds } from '../window/bounds.ts';
import { intersectWindows, subtractWindows, unionWindows, type Window } from '../window/window.ts';
import { boundRules, recordStepMs } from './bound-rules.ts';
import { type PlannedSlice, planStream } from './plan-stream.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const paceMs = 5 * minuteMs;

/** A source that is synced again and again. */
interface Account {
  stream: CallStream;
  zone: Zone;
  since: EpochMs;
  ledger: CoverageInterval[];
}

interface Sync {
  now: EpochMs;
  lookback?: string;
  /** Which of the planned slices are read; the others fail. */
  succeeds?: (index: number) => boolean;
  read?: (slice: PlannedSlice) => void;
}

/** Plans, reads and commits as the engine does; gives the slices that were read. */
function sync(account: Account, { now, lookback, succeeds, read }: Sync): PlannedSlice[] {
  const { stream, zone, since, ledger } = account;
  const plan = planStream({
    stream,
    zone,
    now,
    asked: { from: since, to: now + dayMs },
    ledger,
    ...(lookback === undefined ? {} : { lookback }),
  });
  const done = plan.slices.filter((_, index) => succeeds?.(index) ?? true);
  const paceMs = durationToMs(stream.limits.minPollInterval);
  for (const slice of done) {
    read?.(slice);
    const reading = { ...slice, readAt: now, rows: null, vendorRows: null };
    account.ledger = recordReading(account.ledger, reading, paceMs);
  }
  return done;
}

const anyRun = fc.record({
  afterMs: fc.oneof(
    fc.integer({ min: 0, max: 10 * minuteMs }),
    fc.integer({ min: 0, max: 3 * dayMs }),
  ),
  lookback: fc.constantFrom('PT0S', 'PT1H', 'P2D'),
  fails: fc.array(fc.nat(7), { maxLength: 3 }),
});

const anyHistory = fc.tuple(arbitraryZone, anyStream).chain(([zone, stream]) =>
  fc.record({
    zone: fc.constant(zone),
    stream: fc.constant(stream),
    start: instantNearChange(zone),
    reachBackMs: fc.integer({ min: 0, max: 4 * dayMs }),
    runs: fc.array(anyRun, { minLength: 1, maxLength: 8 }),
  }),
);

describe('many syncs', () => {
  it('leave a ledger of exactly what was committed, and a last one no gap', () => {
    fc.assert(
      fc.property(anyHistory, ({ zone, stream, start, reachBackMs, runs }) => {
        const account: Account = { zone, stream, since: start - reachBackMs, ledger: [] };
        let committed: Window[] = [];
        let now = start;
        for (const { afterMs, lookback, fails } of runs) {
          now += afterMs;
          const succeeds = (index: number) => !fails.includes(index % 8);
          committed = unionWindows([...committed, ...sync(account, { now, lookback, succeeds })]);
          expect(unionWindows(account.ledger)).toEqual(committed);
        }
        const asked = { from: account.since, to: now };
        const { permanentGaps, asked: happened } = planStream({
          stream,
          zone,
          now,
          asked,
          ledger: account.ledger,
        });
        sync(account, { now });
        expect(gapsIn(happened, account.ledger)).toEqual(permanentGaps);
      }),
      { numRuns: 400 },
    );
  });

  it('seal all in the end, also without a lookback', () => {
    fc.assert(
      fc.property(anyHistory, ({ zone, stream, start, reachBackMs, runs }) => {
        fc.pre(stream.window.retention === null);
        const account: Account = { zone, stream, since: start - reachBackMs, ledger: [] };
        let now = start;
        for (const { afterMs, fails } of runs) {
          now += afterMs;
          sync(account, { now, lookback: 'PT0S', succeeds: (index) => !fails.includes(index % 8) });
        }
        const end = now;
        now += durationToMs(stream.finality.settle) + 6 * hourMs;
        sync(account, { now, lookback: 'PT0S' });
        const sealed = account.ledger.filter(({ state }) => state === 'sealed');
        const inFull = {
          from: account.since,
          to: Math.max(account.since, end - recordStepMs(stream)),
        };
        expect(subtractWindows([inFull], sealed)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('keep the ledger as short as its gaps, whatever the number of syncs', () => {
    fc.assert(
      fc.property(anyHistory, ({ zone, stream, start, reachBackMs, runs }) => {
        const account: Account = { zone, stream, since: start - reachBackMs, ledger: [] };
        let now = start;
        for (let round = 0; round < 4; round += 1) {
          for (const { afterMs, lookback } of runs) {
            now += afterMs;
            sync(account, { now, lookback });
          }
        }
        const shortest = Math.min(...runs.map(({ afterMs }) => afterMs)) || 1;
        const resting = durationToMs(stream.limits.minPollInterval) / shortest;
        // Sealed, provisional, what waits behind the retention, and first readings that rest.
        expect(account.ledger.length).toBeLessThanOrEqual(3 + resting);
      }),
      { numRuns: 100 },
    );
  });
});

describe('syncs that come faster than the vendor wants', () => {
  const zone = zoneOf('Europe/Stockholm');
  const start = Date.UTC(2026, 5, 1, 8);

  it.each([
    ['PT0S', 'PT2H'],
    ['PT1H', 'PT0S'],
    ['PT1H', 'PT2H'],
  ])('wait for every range, and forget none (settle %s, lookback %s)', (settle, revisit) => {
    const stream = streamWith({
      window: { granularity: 'PT1M' },
      time: { request: 'local', response: 'offset', precision: 'millisecond' },
      finality: { settle, revisit, mutable: true },
      limits: { minPollInterval: 'PT5M' },
    });
    const account: Account = { stream, zone, since: start - 6 * hourMs, ledger: [] };
    let readings: { readAt: EpochMs; window: Window }[] = [];
    for (let now = start; now <= start + 4 * hourMs; now += minuteMs) {
      const rested = readings.filter(({ readAt }) => now - readAt < paceMs);
      const resting = rested.map(({ window }) => window);
      const slices = sync(account, { now });
      expect(intersectWindows(slices, resting)).toEqual([]);
      readings = [...readings, ...slices.map((window) => ({ readAt: now, window }))];
      expect(slices.length).toBeLessThanOrEqual(3);
      expect(account.ledger.length).toBeLessThanOrEqual(2 + 5);
    }
    const end = start + 4 * hourMs;
    const lookedBack = readings.filter(({ readAt }) => end - readAt <= 2 * paceMs);
    const lookback = { from: end - durationToMs(revisit), to: end };
    expect(
      subtractWindows(
        [lookback],
        lookedBack.map(({ window }) => window),
      ),
    ).toEqual([]);
    const sealed = account.ledger.filter(({ state }) => state === 'sealed');
    const settled = { from: account.since, to: end - durationToMs(settle) - 2 * paceMs };
    expect(subtractWindows([settled], sealed)).toEqual([]);
  });
});

/** A call at the vendor. */
interface VendorCall {
  /** When it really began. */
  beganAt: EpochMs;
  /** When the vendor counts it, by the axis of its bounds. */
  countedAt: EpochMs;
  /** When the vendor begins to answer it. */
  appearsAt: EpochMs;
}

/** The start as a record tells it: cut to the precision, and by the wall where that is all it says. */
function toldStart({ beganAt }: VendorCall, { stream, zone }: Account): EpochMs {
  const stepMs = recordStepMs(stream);
  const wall = Math.floor(zone.toWall(beganAt) / stepMs) * stepMs;
  if (stream.time.response === 'local') return zone.resolve(wall).epochMs;
  return beganAt - (zone.toWall(beganAt) - wall);
}

describe('a vendor read by plans', () => {
  it('loses no call: late ones, long ones, nor those told with the wall time of a fold', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.array(
          fc.record({
            at: fc.double({ min: 0, max: 1, noNaN: true }),
            late: fc.double({ min: 0, max: 1, noNaN: true }),
            long: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
          { minLength: 20, maxLength: 60 },
        ),
        fc.boolean(),
        ({ zone, stream, start, reachBackMs, runs }, seeds, naive) => {
          fc.pre(stream.window.retention === null);
          const account: Account = { zone, stream, since: start - reachBackMs, ledger: [] };
          const lengthMs = runs.reduce((sum, { afterMs }) => sum + afterMs, reachBackMs);
          const settleMs = durationToMs(stream.finality.settle);
          const marginMs = durationToMs(stream.window.margin);
          const calls = seeds.map(({ at, late, long }): VendorCall => {
            const beganAt = account.since + Math.floor(at * lengthMs);
            const countedAt = beganAt + Math.floor(long * marginMs);
            return { beganAt, countedAt, appearsAt: beganAt + Math.floor(late * settleMs) };
          });
          let stored = new Set<VendorCall>();
          let now = start;

          function read(slice: PlannedSlice): void {
            const { from, to } = renderBounds(slice, boundRules(stream), zone);
            const onWall = naive && stream.time.request === 'local';
            const compare = (at: EpochMs) => (onWall ? zone.toWall(at) : at);
            const answer = calls.filter(
              ({ countedAt, appearsAt }) =>
                appearsAt <= now &&
                compare(countedAt) >= compare(from.epochMs) &&
                compare(countedAt) < compare(to.epochMs),
            );
            const owned = (call: VendorCall) => {
              const startedAt = toldStart(call, account);
              return startedAt >= slice.from && startedAt < slice.to;
            };
            const kept = [...stored].filter((call) => !owned(call));
            stored = new Set([...kept, ...answer.filter(owned)]);
          }

          for (const { afterMs, lookback, fails } of runs) {
            now += afterMs;
            sync(account, { now, lookback, succeeds: (index) => !fails.includes(index % 8), read });
          }
          now += settleMs + 6 * hourMs;
          sync(account, { now, lookback: 'PT0S', read });
          const first = account.ledger.at(0)?.from ?? 0;
          const due = calls.filter((call) => toldStart(call, account) >= first);
          expect(due.filter((call) => !stored.has(call))).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
