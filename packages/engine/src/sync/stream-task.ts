import type { CdrError, Connection, EpochMs, Store, Stream } from '@cdr/core';
import type { Source } from '../source/source.ts';
import type { AskedRange } from './asked-window.ts';
import type { SyncEvent } from './sync-events.ts';
import type { StreamReport } from './sync-report.ts';

/** One stream of one source, about to be brought up to date. */
export interface StreamTask<Own extends Stream = Stream> {
  source: Source;
  stream: Own;
  connection: Connection;
  store: Store;
  /** The planning clock's instant. */
  now: EpochMs;
  asked: AskedRange;
  /** Whether vendor rows are kept beside what they became. */
  keepRaw: boolean;
  elapsedMs: () => number;
  /** Whether an earlier stream of the source failed in a way that leaves nothing to hope for. */
  isHopeless: boolean;
  signal: AbortSignal;
  onEvent: (event: SyncEvent) => void;
  /** Tells of something that the user should know, once. */
  warn: (message: string) => void;
}

/** A stream's report, and what went wrong on the way. */
export interface StreamResult {
  report: StreamReport;
  warnings: string[];
  errors: CdrError[];
}
