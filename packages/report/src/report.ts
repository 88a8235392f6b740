import type {
  EpochMs,
  Instant,
  IntervalUnit,
  OpenNumber,
  StatisticsRow,
  SummaryQuery,
  SummaryRow,
  Window,
} from '@cdr/core';

/** Which calls a report is about; `interval` is that of its bars, by default one that suits the period. */
export type ReportQuery = Omit<SummaryQuery, 'metrics' | 'by' | 'fill' | 'top'>;

/** Why a figure is missing. */
export interface ReportNote {
  /** `null` for figures as a whole. */
  metric: string | null;
  /** `null` for every source. */
  source: string | null;
  reason: string;
}

/** A range that is told of a ledger. */
export interface ReportRange {
  from: Instant;
  /** First instant behind it. */
  to: Instant;
}

/** What is proven of one stream in the period, as `coverageReport` of `@cdr/engine` tells it. */
export interface ReportCoverage {
  source: string;
  stream: string;
  kind: 'calls' | 'statistics' | 'notes';
  covered: (ReportRange & { state: 'sealed' | 'provisional' })[];
  /** Not covered, and still within the vendor's reach. */
  gaps: ReportRange[];
  /** Not covered, and older than the vendor answers. */
  permanentGaps: ReportRange[];
}

/** What a report is made from besides the calls of a store. */
export interface ReportInput {
  query: ReportQuery;
  /**
   * Holds the ledgers against what was asked for. An open end is left to each source: where its
   * history begins, and now.
   */
  coverage: (asked: Partial<Window>) => Promise<readonly ReportCoverage[]>;
  notes: readonly ReportNote[];
  /** When the report is made. */
  now: EpochMs;
}

/** Everything that a report shows. */
export interface Report {
  query: ReportQuery;
  madeAt: EpochMs;
  /** What was asked for; its open ends are those of the days with the first and the last call. `null` without calls. */
  period: Window | null;
  /** Over the whole period. */
  figures: SummaryRow['metrics'];
  notes: readonly ReportNote[];
  /** Calls by disposition. */
  intervals: { unit: IntervalUnit; rows: readonly SummaryRow[] };
  /** Calls by weekday and hour of the day. */
  hours: readonly SummaryRow[];
  /** Calls by direction and disposition. */
  outcomes: readonly SummaryRow[];
  agents: readonly SummaryRow[];
  queues: readonly SummaryRow[];
  /** Numbers that called in, and numbers that were called. */
  callers: readonly SummaryRow[];
  callees: readonly SummaryRow[];
  /** Agents by the sums that vendors tell, where some do. */
  vendorAgents: readonly StatisticsRow[];
  /** The last ones of those that `missedOpen` counts. */
  openNumbers: readonly OpenNumber[];
  coverage: readonly ReportCoverage[];
}
