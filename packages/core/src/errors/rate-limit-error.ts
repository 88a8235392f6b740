import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** The vendor asked for patience for longer than the client may wait. */
export class RateLimitError extends CdrError {
  constructor(details: ErrorDetails) {
    super('rate-limit', true, details);
  }
}
