import {
  type CoverageInterval,
  type CoverageState,
  type Instant,
  toInstant,
  type Window,
} from '@cdr/core';

/**
 * How a run, or one source of it, ended. A source that its vendor put off is `partial`, though nothing
 * may have been read yet: it only has to go on later. `interrupted` is told of runs alone.
 */
export type SourceStatus = 'complete' | 'partial' | 'failed';

/** What became of the plan. `planned` counts parts in place of the slices that were split. */
export interface SliceCounts {
  planned: number;
  done: number;
  failed: number;
  bisected: number;
  reread: number;
}

/** Rows of committed readings: received = inserted + updated + unchanged + rejected + outside + duplicate. */
export interface RowCounts {
  received: number;
  inserted: number;
  updated: number;
  unchanged: number;
  removed: number;
  rejected: number;
  outside: number;
  duplicate: number;
}

/** A range as printed. */
export interface RangeReport {
  from: Instant;
  to: Instant;
}

/** A covered range as printed. */
export interface CoveredReport extends RangeReport {
  state: CoverageState;
}

/** One stream's part of a run. */
export interface StreamReport {
  stream: string;
  slices: SliceCounts;
  rows: RowCounts;
  covered: CoveredReport[];
  gaps: RangeReport[];
  permanentGaps: RangeReport[];
}

/** One source's part of a run; its counts sum its streams'. */
export interface SourceReport {
  source: string;
  provider: string;
  status: SourceStatus;
  slices: SliceCounts;
  requests: { sent: number; retried: number };
  rows: RowCounts;
  streams: StreamReport[];
  covered: CoveredReport[];
  gaps: RangeReport[];
  permanentGaps: RangeReport[];
  warnings: string[];
  /** Why slices failed, each reason once. */
  errors: string[];
  /** How long the vendor asked not to be asked again, in milliseconds; `null` when it didn't. */
  retryAfterMs: number | null;
}

/** What `cdr sync --json` prints. */
export interface SyncReport {
  status: SourceStatus | 'interrupted';
  sources: SourceReport[];
  elapsedMs: number;
}

/** The report of a source of which nothing was read yet. */
export function emptySourceReport(source: string, provider: string): SourceReport {
  return {
    source,
    provider,
    status: 'complete',
    slices: noSlices(),
    requests: { sent: 0, retried: 0 },
    rows: noRows(),
    streams: [],
    covered: [],
    gaps: [],
    permanentGaps: [],
    warnings: [],
    errors: [],
    retryAfterMs: null,
  };
}

/** Counts of nothing. */
export function noSlices(): SliceCounts {
  return { planned: 0, done: 0, failed: 0, bisected: 0, reread: 0 };
}

/** Counts of nothing. */
export function noRows(): RowCounts {
  return {
    received: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    rejected: 0,
    outside: 0,
    duplicate: 0,
  };
}

/** Adds the counts of `more` to those of `counts`. */
export function addCounts<Counts extends Record<keyof Counts, number>>(
  counts: Counts,
  more: Partial<Counts>,
): void {
  for (const key in more) counts[key] = (counts[key] + (more[key] ?? 0)) as Counts[typeof key];
}

/** A range for print. */
export function rangeReport({ from, to }: Window): RangeReport {
  return { from: toInstant(from), to: toInstant(to) };
}

/** A covered range for print. */
export function coveredReport(interval: CoverageInterval): CoveredReport {
  return { ...rangeReport(interval), state: interval.state };
}
