import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** An answer came, but not one that the vendor's documents describe. */
export class VendorResponseError extends CdrError {
  /** `retryable` (default true) is false when the same request will be answered the same way. */
  constructor(details: ErrorDetails & { retryable?: boolean }) {
    super('vendor-response', details.retryable ?? true, details);
  }
}
