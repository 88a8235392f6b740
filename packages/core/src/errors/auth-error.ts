import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** The vendor refused the credentials, after one renewal where it has tokens. */
export class AuthError extends CdrError {
  constructor(details: ErrorDetails) {
    super('auth', false, details);
  }
}
