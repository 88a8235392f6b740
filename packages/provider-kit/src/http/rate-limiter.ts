import type { Clock } from '@cdr/core';

/** Spaces requests out. */
export interface RateLimiter {
  /** Resolves when the next request may go. */
  take(signal: AbortSignal): Promise<void>;
  /** Lets nothing go for that long: the vendor asked everybody to wait. */
  pause(delayMs: number): void;
}

/** A limiter of even spacing, without bursts; `null` for no limit but pauses. */
export function createRateLimiter(requestsPerSecond: number | null, clock: Clock): RateLimiter {
  const spacingMs = requestsPerSecond === null ? 0 : 1000 / requestsPerSecond;
  let nextMs = Number.NEGATIVE_INFINITY;
  return {
    async take(signal) {
      const nowMs = clock.elapsedMs();
      const turnMs = Math.max(nowMs, nextMs);
      nextMs = turnMs + spacingMs;
      if (turnMs > nowMs) await clock.sleep(turnMs - nowMs, signal);
    },
    pause(delayMs) {
      nextMs = Math.max(nextMs, clock.elapsedMs() + delayMs);
    },
  };
}
