import type { Stream } from '@cdr/core';
import type { RangeReport, SliceCounts } from '../sync/sync-report.ts';

/**
 * How a verification ended. `different`: differences are left. `partial`: none were found, and some
 * ranges couldn't be compared. `failed`: nothing could. `interrupted` is told of runs alone.
 */
export type VerificationStatus = 'equal' | 'different' | 'partial' | 'failed';

/** Rows that differ in one way. */
export interface DifferingRows {
  count: number;
  /** Ids of some of them; of a note, the id of its call before its own. */
  ids: string[];
}

/** How a range of the store differs from what the vendor tells of it. */
export interface RangeDifference extends RangeReport {
  /** Told by the vendor and not stored. */
  missing: DifferingRows;
  /** Stored and not told by the vendor. */
  extra: DifferingRows;
  /** Stored otherwise than the vendor tells them. */
  changed: DifferingRows;
}

/** One stream, held against its vendor. */
export interface StreamVerification {
  stream: string;
  kind: Stream['kind'];
  status: VerificationStatus;
  /** What became of the ranges that were to be compared. */
  slices: SliceCounts;
  rows: {
    /** Held against each other one by one. */
    compared: number;
    /** Stored rows whose number alone was compared, with the vendor's total. */
    counted: number;
    /** Rows of the vendor's that can't be understood, and so be compared with nothing. */
    unreadable: number;
  };
  /** What was compared, whatever came out; empty for notes, which are asked for call by call. */
  verified: RangeReport[];
  /** What differs, when all is done. */
  differences: RangeDifference[];
  /** What differed and was read again; it is equal now. */
  repaired: RangeDifference[];
  /** Covered and not final yet: the next sync reads it again. Not compared. */
  provisional: RangeReport[];
  /** Covered, and older than the vendor answers by now. Not compared. */
  unreachable: RangeReport[];
  /** Not covered. */
  gaps: RangeReport[];
  /** Not covered, and older than the vendor answers. */
  permanentGaps: RangeReport[];
}

/** One source, held against its vendor. */
export interface SourceVerification {
  source: string;
  provider: string;
  status: VerificationStatus;
  requests: { sent: number; retried: number };
  streams: StreamVerification[];
  warnings: string[];
  /** Why ranges couldn't be compared or repaired, each reason once. */
  errors: string[];
}

/** What `cdr verify --json` prints. */
export interface VerifyReport {
  status: VerificationStatus | 'interrupted';
  sources: SourceVerification[];
  elapsedMs: number;
}

/** The status of a whole, by those of its parts. */
export function statusOfParts(parts: readonly VerificationStatus[]): VerificationStatus {
  if (parts.includes('different')) return 'different';
  if (parts.every((part) => part === 'equal')) return 'equal';
  return parts.every((part) => part === 'failed') ? 'failed' : 'partial';
}

/** The status of a stream, by what was compared and what differs. */
export function statusOfStream({
  slices,
  rows,
  differences,
}: Pick<StreamVerification, 'slices' | 'rows' | 'differences'>): VerificationStatus {
  if (differences.length > 0) return 'different';
  if (slices.done === slices.planned) return 'equal';
  return slices.done + rows.compared === 0 ? 'failed' : 'partial';
}
