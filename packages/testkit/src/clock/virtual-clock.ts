import type { Clock, EpochMs } from '@cdr/core';

/** A clock in which nobody waits: time passes only by being asked to. */
export interface VirtualClock extends Clock {
  /** Lets `now` and `elapsedMs` go on. */
  advance(ms: number): void;
  /** Every wait that was asked for, in milliseconds, in the order of asking. */
  readonly waits: readonly number[];
}

/**
 * A clock that stands at `now`. A sleep resolves at once and counts as passed in `elapsedMs`; `now`
 * stands still meanwhile, so that a plan and its vendor agree about what time it is.
 */
export function createVirtualClock(now: EpochMs): VirtualClock {
  const waits: number[] = [];
  let current = now;
  let elapsedMs = 0;
  return {
    waits,
    now: () => current,
    elapsedMs: () => elapsedMs,
    async sleep(delayMs, signal) {
      signal?.throwIfAborted();
      waits.push(delayMs);
      elapsedMs += delayMs;
    },
    advance(ms) {
      current += ms;
      elapsedMs += ms;
    },
  };
}
