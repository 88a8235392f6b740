import type { ErasedNumbers, NumberForm } from '../erasure/erased-numbers.ts';
import type { AuditEntry } from './audit.ts';

/** Whom to erase. */
export interface ErasureRequest {
  /** Every way in which the number may be written. */
  forms: readonly NumberForm[];
  /**
   * Of each source, the calling code of the country in which its national numbers are read. One that
   * isn't named here has none.
   */
  callingCodes: Readonly<Record<string, string>>;
  /** For the audit log; what was erased is added to its detail. */
  audit: AuditEntry;
}

/** What is erased of somebody, by the number of rows. */
export interface ErasureCounts {
  /** Calls in which they took part, or which name their number. */
  calls: number;
  /** Notes that go, and those that are emptied. */
  notes: number;
  /** Vendors' rows of calls. */
  rawRows: number;
  /** Rejected rows that go, and those that are emptied. */
  rejected: number;
  /** Vendors' statistics. */
  statistics: number;
}

/** Where people are erased, for good. */
export interface ErasureStore {
  /**
   * Masks all that is stored of a person, in one transaction, and leaves behind what knows their number
   * again and doesn't tell it: whatever is committed later is masked in the same way. Calls, statistics
   * and rejected rows stay as such, so that the ledger and known answers stay true.
   */
  erase(request: ErasureRequest): Promise<ErasureCounts>;
  /** What {@link ErasureStore.erase} would do by now. */
  countErasable(request: Omit<ErasureRequest, 'audit'>): Promise<ErasureCounts>;
  /**
   * Who was erased, to those who read national numbers in countries of this calling code; `null` when
   * nobody was. Holds until the next erasure.
   */
  erasedNumbers(callingCode: string | null): ErasedNumbers | null;
}
