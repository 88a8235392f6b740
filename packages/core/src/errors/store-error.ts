import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** The store could not read or write; nothing of the transaction remains. */
export class StoreError extends CdrError {
  constructor(details: ErrorDetails) {
    super('store', false, details);
  }
}
