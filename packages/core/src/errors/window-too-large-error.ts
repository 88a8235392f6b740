import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** The window holds more than one answer can; ask for smaller ones. */
export class WindowTooLargeError extends CdrError {
  constructor(details: ErrorDetails) {
    super('window-too-large', false, details);
  }
}
