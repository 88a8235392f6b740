import type { Clock, EpochMs } from '@cdr/core';

/** A clock in which nobody waits: time passes only by being asked to. */
export interface VirtualClock extends Clock {
  /** Lets `now` and `elapsedMs` go on, and the deadlines come that are due by then. */
  advance(ms: number): void;
  /** Lets `elapsedMs` alone go on until every deadline that is set has come: what is awaited never comes. */
  expire(): void;
  /** Every wait that was asked for, in milliseconds, in the order of asking. */
  readonly waits: readonly number[];
}

interface Deadline {
  dueMs: number;
  callback: () => void;
}

/**
 * A clock that stands at `now`. A sleep resolves at once and counts as passed in `elapsedMs`; `now`
 * stands still meanwhile, so that a plan and its vendor agree about what time it is, and deadlines
 * wait, since what they are set for takes no time.
 */
export function createVirtualClock(now: EpochMs): VirtualClock {
  const waits: number[] = [];
  const deadlines = new Set<Deadline>();
  let current = now;
  let elapsedMs = 0;

  function callBack(): void {
    for (const deadline of [...deadlines]) {
      if (deadline.dueMs <= elapsedMs && deadlines.delete(deadline)) deadline.callback();
    }
  }

  return {
    waits,
    now: () => current,
    elapsedMs: () => elapsedMs,
    async sleep(delayMs, signal) {
      signal?.throwIfAborted();
      waits.push(delayMs);
      elapsedMs += delayMs;
    },
    after(delayMs, callback) {
      const deadline = { dueMs: elapsedMs + delayMs, callback };
      deadlines.add(deadline);
      return () => deadlines.delete(deadline);
    },
    advance(ms) {
      current += ms;
      elapsedMs += ms;
      callBack();
    },
    expire() {
      elapsedMs = Math.max(elapsedMs, ...[...deadlines].map(({ dueMs }) => dueMs));
      callBack();
    },
  };
}
