import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** No complete answer came: refused, reset, cut off, or past its deadline. */
export class TransportError extends CdrError {
  constructor(details: ErrorDetails) {
    super('transport', true, details);
  }
}
