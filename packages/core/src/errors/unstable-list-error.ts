import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** The list moved while it was paged through, so that completeness is not proven; read it again. */
export class UnstableListError extends CdrError {
  constructor(details: ErrorDetails) {
    super('unstable-list', true, details);
  }
}
