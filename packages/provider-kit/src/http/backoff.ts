import type { Failure } from './failure.ts';
import type { HttpClientSpec } from './http-spec.ts';

const firstMs = 1000;
const longestMs = 30_000;

/** The patience of a client. */
export interface Backoff {
  /** Begins a request. */
  begin(): Decide;
  /**
   * Refusals in a row for asking too often, whichever request met them. To be noted when an attempt
   * is sent: those that are under way at the same time are refused as one.
   */
  refusals(): number;
  /** The vendor answered. */
  succeed(): void;
}

/** What to do about a failed attempt. */
interface Wait {
  /** Before the next attempt. */
  delayMs: number;
  /** How long no request of the client may go; `null` when the failure concerns this one alone. */
  pauseMs: number | null;
  /** The request has used up its attempts. */
  isLast: boolean;
}

/** Decides over the failed attempts of one request, told one after the other. */
type Decide = (failure: Failure, refusalsBefore: number) => Wait;

/** The waits of one client. */
export function createBackoff(
  { retryLimit = 5, rateLimitWaits }: Pick<HttpClientSpec, 'retryLimit' | 'rateLimitWaits'>,
  random: () => number,
): Backoff {
  let refusals = 0;
  return {
    begin() {
      let retries = 0;
      return ({ error, retryAfterMs }, refusalsBefore) => {
        if (rateLimitWaits !== undefined && error.code === 'rate-limit') {
          const ownMs = rateLimitWaits.firstMs * 2 ** refusalsBefore;
          refusals = Math.max(refusals, refusalsBefore + 1);
          const delayMs = Math.max(retryAfterMs ?? 0, Math.min(rateLimitWaits.longestMs, ownMs));
          return { delayMs, pauseMs: delayMs, isLast: false };
        }
        const ceilingMs = Math.min(longestMs, firstMs * 2 ** retries);
        const delayMs = Math.max(retryAfterMs ?? 0, Math.round(random() * ceilingMs));
        const isLast = retries === retryLimit;
        retries += 1;
        return { delayMs, pauseMs: retryAfterMs, isLast };
      };
    },
    refusals: () => refusals,
    succeed() {
      refusals = 0;
    },
  };
}
