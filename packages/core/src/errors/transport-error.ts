import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** No complete answer came: refused, reset, cut off, or past its deadline. */
export class TransportError extends CdrError {
  /** `retryable` (default true) is false for failures that last, such as a certificate not trusted. */
  constructor(details: ErrorDetails & { retryable?: boolean }) {
    super('transport', details.retryable ?? true, details);
  }
}
