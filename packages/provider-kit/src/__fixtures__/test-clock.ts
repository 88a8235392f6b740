import { EventEmitter, once } from 'node:events';
import type { Clock } from '@cdr/core';

/** A clock that stands still but for sleeps, which end at once and are written down. */
export interface TestClock extends Clock {
  readonly delays: number[];
  /** Lets time pass, and the deadlines come that are due by then. */
  pass: (ms: number) => void;
}

interface Deadline {
  dueMs: number;
  callback: () => void;
}

export function createTestClock(now = 0): TestClock {
  const delays: number[] = [];
  const deadlines = new Set<Deadline>();
  let elapsedMs = 0;
  return {
    delays,
    now: () => now + elapsedMs,
    elapsedMs: () => elapsedMs,
    async sleep(delayMs, signal) {
      signal?.throwIfAborted();
      delays.push(delayMs);
      elapsedMs += delayMs;
    },
    after(delayMs, callback) {
      const deadline = { dueMs: elapsedMs + delayMs, callback };
      deadlines.add(deadline);
      return () => deadlines.delete(deadline);
    },
    pass(ms) {
      elapsedMs += ms;
      for (const deadline of [...deadlines]) {
        if (deadline.dueMs <= elapsedMs && deadlines.delete(deadline)) deadline.callback();
      }
    },
  };
}

/** A clock whose sleeps end only by the signal; `sleeping` resolves when one has begun. */
export function createStuckClock(): Clock & { sleeping: Promise<void> } {
  const asleep = new EventEmitter();
  return {
    sleeping: once(asleep, 'sleep').then(() => undefined),
    now: () => 0,
    elapsedMs: () => 0,
    sleep: (_delayMs, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        asleep.emit('sleep');
      }),
    after: () => () => {},
  };
}
