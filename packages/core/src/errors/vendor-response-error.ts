import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** An answer came, but not one that the vendor's documents describe. */
export class VendorResponseError extends CdrError {
  constructor(details: ErrorDetails) {
    super('vendor-response', true, details);
  }
}
