import type { ConnectContext } from '@cdr/core';
import type { Authorizer } from './authorizer.ts';

/** What the client takes from its surroundings: any `ConnectContext` has it. */
export type HttpContext = Pick<
  ConnectContext<unknown>,
  'fetch' | 'clock' | 'random' | 'attemptTimeoutMs' | 'retryLimit' | 'onEvent'
>;

/** How a vendor wants to be asked. */
export interface HttpClientSpec {
  baseUrl: string;
  /** The manifest's limit, spread evenly; `null` for none. */
  requestsPerSecond: number | null;
  authorizer?: Authorizer;
  /** Texts that must never be told. The authorizer's headers are added by themselves. */
  secrets: readonly string[];
  /** Longest answer after decompression; a longer one is a `WindowTooLargeError`. */
  maxResponseBytes: number;
  /** From the call to the result, waits and repetitions included. Default: ten minutes. */
  totalTimeoutMs?: number;
  /** Attempts after the first one. Default: 5. */
  retryLimit?: number;
  /**
   * Waits where the vendor refuses for asking too often: twice as long each time, from the first to
   * the longest, for every request of the client. Such refusals don't count as attempts; they end
   * with `totalTimeoutMs`. Default: as after any other failure.
   */
  rateLimitWaits?: { firstMs: number; longestMs: number };
  /**
   * Longest wait that the vendor may ask for. More is a `RateLimitError`, for every request of the
   * client until that time is over. Default: two minutes.
   */
  maxRetryAfterMs?: number;
  /**
   * Tells a refusal for asking too often that comes with another status than 429. This one and the
   * next three get the first 64 KiB of the body, and may throw on bodies that they can't read.
   */
  isRateLimit?: (status: number, bodyText: string) => boolean;
  /**
   * The wait in milliseconds that a refusal asks for in its words; `null` for all others. What asks
   * for a wait is a refusal for asking too often, whatever its status.
   */
  readWait?: (status: number, bodyText: string) => number | null;
  /** Tells a refusal of the credentials that comes with another status than 401. */
  isAuthFailure?: (status: number, bodyText: string) => boolean;
  /** Words for a refusal. They may quote the vendor: secrets and long numbers are masked afterwards. */
  describeFailure?: (status: number, bodyText: string) => FailureDescription;
}

/** What a provider knows of a refusal; absent parts get the client's own words. */
export interface FailureDescription {
  /** Follows "The vendor answered 400: ". */
  what?: string;
  /** What the reader can do about it. */
  todo?: string;
}
