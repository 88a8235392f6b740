import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** The vendor asked for patience for longer than the client may wait. */
export class RateLimitError extends CdrError {
  /** How long the vendor asked not to be asked again, in milliseconds; `null` when it didn't say. */
  readonly retryAfterMs: number | null;

  constructor(details: ErrorDetails & { retryAfterMs?: number | null }) {
    super('rate-limit', true, details);
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}
