import type { Clock } from '@cdr/core';
import { orAbort } from './or-abort.ts';

/** Spaces requests out. */
export interface RateLimiter {
  /**
   * Resolves when the next request may go, with what is to be called once its answer is there.
   * Rejects with the error of a `stop`.
   */
  take(signal: AbortSignal): Promise<() => void>;
  /**
   * The vendor asked everybody to wait: lets nothing go for that long, and afterwards one request at
   * a time, until `resume`.
   */
  pause(delayMs: number): void;
  /** The vendor answers again. */
  resume(): void;
  /** The vendor asked for more patience than there is: fails what waits, and all else for that long. */
  stop(error: Error, durationMs: number): void;
}

/** A limiter of even spacing, without bursts; `null` for no limit but pauses. */
export function createRateLimiter(requestsPerSecond: number | null, clock: Clock): RateLimiter {
  const spacingMs = requestsPerSecond === null ? 0 : 1000 / requestsPerSecond;
  let nextMs = Number.NEGATIVE_INFINITY;
  let pauses = 0;
  let isCautious = false;
  let stopped: { error: Error; untilMs: number } | null = null;
  /** Under way, while nobody knows whether the vendor answers again. */
  let scout: Promise<void> | null = null;

  function sendScout(): () => void {
    let end = () => {};
    scout = new Promise((resolve) => {
      end = resolve;
    });
    return () => {
      scout = null;
      end();
    };
  }

  return {
    async take(signal) {
      for (;;) {
        while (scout !== null) await orAbort(scout, signal);
        if (stopped !== null && clock.elapsedMs() < stopped.untilMs) throw stopped.error;
        const pausesBefore = pauses;
        const nowMs = clock.elapsedMs();
        const turnMs = Math.max(nowMs, nextMs);
        nextMs = turnMs + spacingMs;
        if (turnMs > nowMs) await clock.sleep(turnMs - nowMs, signal);
        if (scout !== null || pauses !== pausesBefore) continue;
        return isCautious ? sendScout() : () => {};
      }
    },
    pause(delayMs) {
      nextMs = Math.max(nextMs, clock.elapsedMs() + delayMs);
      pauses += 1;
      isCautious = true;
    },
    resume() {
      isCautious = false;
    },
    stop(error, durationMs) {
      stopped = { error, untilMs: clock.elapsedMs() + durationMs };
      pauses += 1;
    },
  };
}
