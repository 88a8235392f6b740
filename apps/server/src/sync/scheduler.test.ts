import type { Clock } from '@cdr/core';
import { emptySourceReport, openSource, type Source, type SourceReport } from '@cdr/engine';
import soluno from '@cdr/provider-soluno';
import thulium from '@cdr/provider-thulium';
import { describe, expect, it } from 'vitest';
import { type Scheduler, startScheduler } from './scheduler.ts';
import type { SyncDesk, SyncState } from './sync-desk.ts';

const minuteMs = 60_000;
const start = Date.parse('2024-03-01T08:00:00Z');

/** Wakes sleepers in the order in which their time comes. */
function createClock() {
  let elapsedMs = 0;
  const sleepers: { atMs: number; wake: () => void }[] = [];
  const clock: Clock = {
    now: () => start + elapsedMs,
    elapsedMs: () => elapsedMs,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        sleepers.push({ atMs: elapsedMs + delayMs, wake: resolve });
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    after: () => () => {},
  };
  return {
    clock,
    passUntil: async (minute: number) => {
      for (;;) {
        await settle();
        const due = sleepers
          .filter(({ atMs }) => atMs <= minute * minuteMs)
          .sort((a, b) => a.atMs - b.atMs)[0];
        if (due === undefined) break;
        sleepers.splice(sleepers.indexOf(due), 1);
        elapsedMs = Math.max(elapsedMs, due.atMs);
        due.wake();
      }
      elapsedMs = minute * minuteMs;
    },
  };
}

/** Lets everything go on that waits for nothing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const options = { baseUrl: 'https://acme.thulium.com', username: 'api', password: 'p' };

function sourceOf(clock: Clock, provider: typeof thulium | typeof soluno): Source {
  const { id } = provider.manifest;
  return openSource({
    name: id,
    provider,
    config: {
      provider: id,
      options: id === 'thulium' ? options : { token: 't' },
      attemptTimeout: 'PT30S',
    },
    runtime: { clock, random: () => 0, fetch: () => Promise.reject(new Error('not asked')) },
  });
}

interface Run {
  minute: number;
  source: string;
}

/** A desk whose syncs end at once, with what `outcome` says. */
function createDesk(
  clock: Clock,
  outcome: (run: Run) => { status: SyncState['status']; retryAfterMs?: number } = () => ({
    status: 'complete',
  }),
) {
  const runs: [minute: number, source: string][] = [];
  const forgotten: typeof runs = [];
  const desk: SyncDesk = {
    start({ name }) {
      const minute = clock.elapsedMs() / minuteMs;
      runs.push([minute, name]);
      const { status, retryAfterMs = null } = outcome({ minute, source: name });
      const report: SourceReport = { ...emptySourceReport(name, ''), retryAfterMs };
      const progress = { planned: 0, done: 0, failed: 0, rows: 0, requests: 0, retries: 0 };
      const state = { id: name, source: name, startedAt: '', endedAt: '', status, progress };
      return { id: name, ended: Promise.resolve({ ...state, report }) };
    },
    running: () => null,
    going: () => null,
    forgetOld: async ({ name }) => void forgotten.push([clock.elapsedMs() / minuteMs, name]),
    exclusively: (_, work) => work(new AbortController().signal),
    find: () => null,
    watch: () => () => undefined,
    close: () => Promise.resolve(),
  };
  return { desk, runs, forgotten };
}

function schedule(
  clock: Clock,
  desk: SyncDesk,
  {
    providers = [thulium],
    random = 0,
  }: { providers?: (typeof thulium | typeof soluno)[]; random?: number } = {},
): Scheduler {
  const sources = providers.map((provider) => sourceOf(clock, provider));
  const scheduler = startScheduler({ sources, desk, clock, random: () => random });
  return scheduler;
}

describe('a scheduler', () => {
  it('begins at once, and syncs each source as often as its vendor may be asked', async () => {
    const { clock, passUntil } = createClock();
    const { desk, runs } = createDesk(clock);
    const scheduler = schedule(clock, desk, { providers: [thulium, soluno] });
    await passUntil(5);
    expect(runs.filter(([, source]) => source === 'thulium').map(([minute]) => minute)).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    expect(runs.filter(([, source]) => source === 'soluno').map(([minute]) => minute)).toEqual([
      0, 5,
    ]);
    await scheduler.close();
  });

  it('tells whole milliseconds, whatever the stopwatch tells', async () => {
    const { clock, passUntil } = createClock();
    const exact = { ...clock, elapsedMs: () => clock.elapsedMs() / 3 };
    const { desk } = createDesk(exact);
    const scheduler = schedule(exact, desk, { random: 0.123_456 });
    await passUntil(1);
    expect(scheduler.places()).toMatchObject([{ nextAt: expect.toSatisfy(Number.isInteger) }]);
    await scheduler.close();
  });

  it('spreads sources out by chance, and never comes sooner', async () => {
    const { clock, passUntil } = createClock();
    const { desk, runs } = createDesk(clock);
    const scheduler = schedule(clock, desk, { random: 0.5 });
    await passUntil(3);
    expect(runs.map(([minute]) => minute)).toEqual([0, 1.05, 2.1]);
    await scheduler.close();
  });

  it('waits longer each time that a sync fails, up to an hour, and recovers', async () => {
    const { clock, passUntil } = createClock();
    const { desk, runs } = createDesk(clock, ({ minute }) => ({
      status: minute < 200 ? 'failed' : 'complete',
    }));
    const scheduler = schedule(clock, desk);
    await passUntil(250);
    expect(runs.map(([minute]) => minute).slice(0, 11)).toEqual([
      0, 2, 6, 14, 30, 62, 122, 182, 242, 243, 244,
    ]);
    await scheduler.close();
  });

  it('waits as long as a vendor asked for', async () => {
    const { clock, passUntil } = createClock();
    const { desk, runs } = createDesk(clock, ({ minute }) =>
      minute === 1 ? { status: 'partial', retryAfterMs: 90 * minuteMs } : { status: 'complete' },
    );
    const scheduler = schedule(clock, desk);
    await passUntil(92);
    expect(runs.map(([minute]) => minute)).toEqual([0, 1, 91, 92]);
    await scheduler.close();
  });

  it('leaves a paused source alone, and keeps the pace when it is resumed', async () => {
    const { clock, passUntil } = createClock();
    const { desk, runs } = createDesk(clock);
    const scheduler = schedule(clock, desk, { providers: [soluno] });
    await passUntil(1);
    scheduler.pause('soluno');
    await settle();
    expect(scheduler.places()).toMatchObject([{ isPaused: true, nextAt: null }]);
    scheduler.resume('soluno');
    await settle();
    expect(scheduler.places()).toMatchObject([{ isPaused: false, nextAt: start + 5 * minuteMs }]);
    expect(runs).toHaveLength(1);
    scheduler.pause('soluno');
    await passUntil(30);
    expect(runs).toHaveLength(1);
    scheduler.resume('soluno');
    await settle();
    expect(runs).toHaveLength(2);
    await scheduler.close();
  });

  it('has what is old of a paused source deleted every hour, since no sync does', async () => {
    const { clock, passUntil } = createClock();
    const { desk, runs, forgotten } = createDesk(clock);
    const scheduler = schedule(clock, desk);
    await passUntil(1);
    expect(forgotten).toEqual([]);
    scheduler.pause('thulium');
    await passUntil(122);
    expect(runs).toHaveLength(2);
    expect(forgotten).toEqual([1, 61, 121].map((minute) => [minute, 'thulium']));
    await scheduler.close();
  });

  it('goes on at once when a source is resumed while its old calls are deleted', async () => {
    const { clock, passUntil } = createClock();
    const { desk, runs } = createDesk(clock);
    const deleted = Promise.withResolvers<void>();
    const scheduler = schedule(clock, { ...desk, forgetOld: () => deleted.promise });
    scheduler.pause('thulium');
    await passUntil(2);
    scheduler.resume('thulium');
    deleted.resolve();
    await settle();
    expect(runs.at(-1)).toEqual([2, 'thulium']);
    await scheduler.close();
  });

  it('rests once it is closed', async () => {
    const { clock, passUntil } = createClock();
    const { desk, runs } = createDesk(clock);
    const scheduler = schedule(clock, desk);
    await passUntil(1);
    await scheduler.close();
    await passUntil(10);
    expect(runs).toHaveLength(2);
  });
});
