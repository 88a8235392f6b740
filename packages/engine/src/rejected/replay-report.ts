/** What became of the rejected rows. */
export interface ReplayReport {
  /** Rows that are calls, statistics or notes now. */
  replayed: number;
  stillRejected: number;
  /** Rows of ranges that were read again since, and told otherwise; what is stored is newer. */
  superseded: number;
  /** Rows that are calls of ranges that were never read; they come with the reading of these. */
  outside: number;
  /** Why the rest stays, each reason with its number of rows. */
  reasons: Record<string, number>;
}

/** Counts a row that stays as it is. */
export function keepRejected(report: ReplayReport, reason: string): void {
  report.stillRejected += 1;
  report.reasons[reason] = (report.reasons[reason] ?? 0) + 1;
}
