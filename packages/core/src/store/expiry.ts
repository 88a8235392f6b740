import type { EpochMs } from '../time/epoch-ms.ts';
import type { AuditEntry } from './audit.ts';

/** What of a source is too old to be kept. */
export interface ExpiryRequest {
  source: string;
  /** Calls that started before go, with all that belongs to them. */
  before: EpochMs;
  /** Of these streams of statistics, what began before; of others as of calls. */
  statistics: Readonly<Record<string, EpochMs>>;
  /** For the audit log, where anything goes; what went is added to its detail. */
  audit: AuditEntry;
}

/** What went, by the number of rows. */
export interface ExpiryCounts {
  calls: number;
  notes: number;
  rejected: number;
  statistics: number;
}

/** Where old calls go for good. */
export interface ExpiryStore {
  /** Deletes what is too old, and the proof that it was read, in one transaction. */
  deleteOld(request: ExpiryRequest): Promise<ExpiryCounts>;
}
