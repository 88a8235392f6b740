import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** Another process holds the store; the message names it. */
export class StoreBusyError extends CdrError {
  constructor(details: ErrorDetails) {
    super('store-busy', false, details);
  }
}
