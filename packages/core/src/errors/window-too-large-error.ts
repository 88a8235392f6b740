import type { EpochMs } from '../time/epoch-ms.ts';
import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** The window holds more than one answer can; ask for smaller ones. */
export class WindowTooLargeError extends CdrError {
  /** Where to cut it, in order; empty where any smaller windows will do. */
  readonly cuts: readonly EpochMs[];

  constructor(details: ErrorDetails & { cuts?: readonly EpochMs[] }) {
    super('window-too-large', false, details);
    this.cuts = details.cuts ?? [];
  }
}
