import type { CdrError, Store, Stream } from '@cdr/core';
import type { StreamTask } from '../sync/stream-task.ts';
import type { ReadableStore } from './stored-rows.ts';
import type { StreamVerification } from './verify-report.ts';

/** With what differences are repaired. */
export interface Repair {
  store: Store;
  /** Whether vendor rows are kept beside what they became. */
  keepRaw: boolean;
}

/** One stream of one source, about to be held against its vendor. */
export interface VerifyTask<Own extends Stream = Stream>
  extends Omit<StreamTask<Own>, 'store' | 'keepRaw'> {
  store: ReadableStore;
  /** `null`: nothing is written. */
  repair: Repair | null;
  /** Whether rows are compared one by one also where the vendor's totals would do. */
  full: boolean;
  /** Rejects when the run is stopped. */
  sleep: (delayMs: number) => Promise<void>;
}

/** A stream's part of the report, and what went wrong on the way. */
export interface StreamVerdict {
  report: StreamVerification;
  warnings: string[];
  errors: CdrError[];
}
