import type { Clock, EpochMs } from '@cdr/core';
import { pollIntervalMs, type Source } from '@cdr/engine';
import type { SyncDesk, SyncState } from './sync-desk.ts';

/** When a source is synced next, and why then. */
export interface SchedulePlace {
  source: string;
  /** `null` while it is synced, and while it is paused. */
  nextAt: EpochMs | null;
  isPaused: boolean;
  /** Syncs in a row that failed. */
  failures: number;
}

/** Syncs every source again and again, each at its own pace. */
export interface Scheduler {
  places(): SchedulePlace[];
  /** No sync is begun any more, until it is resumed; one that runs goes on. */
  pause(source: string): void;
  resume(source: string): void;
  /** Begins no sync any more. Resolves when the scheduler rests. */
  close(): Promise<void>;
}

/** What a scheduler works with. */
export interface SchedulerInput {
  sources: readonly Source[];
  desk: SyncDesk;
  clock: Clock;
  /** Sources that are paused from the beginning. */
  paused?: readonly string[];
  /** A number in [0, 1): spreads sources out that would all come at the same moment. */
  random: () => number;
}

const longestPauseMs = 3_600_000;
/** A part of the pause that is added to it by chance. */
const jitter = 0.1;

/**
 * Begins at once, so that what was missed while nothing ran is read first. A source whose sync fails
 * waits longer each time, up to an hour; one that its vendor put off waits as long as it was told.
 */
export function startScheduler(input: SchedulerInput): Scheduler {
  const { sources, desk, clock, random, paused = [] } = input;
  const stop = new AbortController();
  const lanes = sources.map((source) =>
    createLane({ source, isPaused: paused.includes(source.name), desk, clock, random, stop }),
  );
  const laneOf = (name: string) => lanes.find((lane) => lane.place().source === name);
  const working = Promise.all(lanes.map((lane) => lane.work()));

  return {
    places: () => lanes.map((lane) => lane.place()),
    pause: (source) => laneOf(source)?.setPaused(true),
    resume: (source) => laneOf(source)?.setPaused(false),
    async close() {
      stop.abort();
      await working;
    },
  };
}

interface LaneInput extends Omit<SchedulerInput, 'sources' | 'paused'> {
  source: Source;
  isPaused: boolean;
  stop: AbortController;
}

function createLane({ source, isPaused, desk, clock, random, stop }: LaneInput) {
  let place: SchedulePlace = { source: source.name, nextAt: null, isPaused, failures: 0 };
  /** Ends the wait that goes on. */
  let wake = new AbortController();

  async function wait(delayMs: number): Promise<void> {
    wake = new AbortController();
    await clock.sleep(delayMs, AbortSignal.any([wake.signal, stop.signal])).catch(() => undefined);
  }

  /** One sync, or the end of the one that somebody else began; `null` when there shall be none any more. */
  async function syncOnce(): Promise<SyncState | null> {
    while (!stop.signal.aborted) {
      const going = desk.going(source.name);
      if (going === null) return desk.start(source).ended;
      const state = await going;
      if (state !== null) return state;
    }
    return null;
  }

  function pauseAfter(state: SyncState): number {
    const isFailed = state.status === 'failed';
    const failures = isFailed ? place.failures + 1 : 0;
    place = { ...place, failures };
    const usualMs = pollIntervalMs(source);
    const backedOffMs = Math.min(usualMs * 2 ** failures, Math.max(longestPauseMs, usualMs));
    const pauseMs = backedOffMs * (1 + jitter * random());
    return Math.ceil(Math.max(pauseMs, state.report?.retryAfterMs ?? 0));
  }

  return {
    place: () => place,
    setPaused(shallPause: boolean) {
      place = { ...place, isPaused: shallPause, nextAt: null };
      wake.abort();
    },
    async work() {
      let dueMs = clock.elapsedMs();
      while (!stop.signal.aborted) {
        const restMs = dueMs - clock.elapsedMs();
        if (place.isPaused) {
          // No sync does so meanwhile.
          await desk.forgetOld(source);
          if (place.isPaused) await wait(longestPauseMs);
        } else if (restMs > 0) {
          // Stopwatches tell fractions of milliseconds.
          place = { ...place, nextAt: Math.ceil(clock.now() + restMs) };
          await wait(restMs);
        } else {
          place = { ...place, nextAt: null };
          const state = await syncOnce();
          if (state !== null) dueMs = clock.elapsedMs() + pauseAfter(state);
        }
      }
    },
  };
}
