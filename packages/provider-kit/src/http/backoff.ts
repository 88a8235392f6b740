import type { Failure } from './failure.ts';

const firstMs = 1000;
const longestMs = 30_000;

/** The wait before the next attempt: full jitter, and at least what the vendor asks for. */
export function delayBeforeRetry(
  { retryAfterMs }: Failure,
  retriesSoFar: number,
  random: () => number,
): number {
  const ceilingMs = Math.min(longestMs, firstMs * 2 ** retriesSoFar);
  return Math.max(retryAfterMs ?? 0, Math.round(random() * ceilingMs));
}
