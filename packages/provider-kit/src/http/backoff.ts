import type { Failure } from './failure.ts';
import type { HttpClientSpec } from './http-spec.ts';

const firstMs = 1000;
const longestMs = 30_000;

/** What to do about a failed attempt. */
export interface Wait {
  /** Before the next attempt. */
  delayMs: number;
  /** How long no request of the client may go; `null` when the failure concerns this one alone. */
  pauseMs: number | null;
  /** The request has used up its attempts. */
  isLast: boolean;
}

/** Decides over the failed attempts of one request, told one after the other. */
export function createBackoff(
  { retryLimit = 5, rateLimitWaits }: Pick<HttpClientSpec, 'retryLimit' | 'rateLimitWaits'>,
  random: () => number,
): (failure: Failure) => Wait {
  let retries = 0;
  let refusals = 0;
  return ({ error, retryAfterMs }) => {
    if (rateLimitWaits !== undefined && error.code === 'rate-limit') {
      const ownMs = Math.min(rateLimitWaits.longestMs, rateLimitWaits.firstMs * 2 ** refusals);
      refusals += 1;
      const delayMs = Math.max(retryAfterMs ?? 0, ownMs);
      return { delayMs, pauseMs: delayMs, isLast: false };
    }
    const ceilingMs = Math.min(longestMs, firstMs * 2 ** retries);
    const delayMs = Math.max(retryAfterMs ?? 0, Math.round(random() * ceilingMs));
    const isLast = retries === retryLimit;
    retries += 1;
    return { delayMs, pauseMs: retryAfterMs, isLast };
  };
}
