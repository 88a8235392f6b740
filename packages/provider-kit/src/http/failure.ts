import type { CdrError } from '@cdr/core';

/** An attempt that brought nothing, and what to do about it. */
export interface Failure {
  error: CdrError;
  /** In few words, for the `retry` event: `answered 503`. */
  reason: string;
  /** Another attempt is pointless. */
  final: boolean;
  /** What the vendor asks to wait, in milliseconds; `null` when it doesn't say. */
  retryAfterMs: number | null;
  /** New credentials may help. */
  unauthorized: boolean;
}

/** A failure as most are: to be tried again when its error says so, after a wait of our own choice. */
export function createFailure(error: CdrError, reason: string): Failure {
  return { error, reason, final: !error.retryable, retryAfterMs: null, unauthorized: false };
}
