import { type LedgerEntry, type StoredRejectedRow, toEpochMs } from '@cdr/core';
import {
  requiredInstant,
  requiredText,
  requiredWholeNumber,
  text,
  type WritableTable,
  wholeNumber,
} from './column.ts';
import { writeWindows } from './window-list.ts';

/** The ledger. */
export const coverageTable: WritableTable<LedgerEntry> = {
  name: 'coverage',
  comment:
    'The ledger: which ranges of time are proven complete, by source and stream. Ranges of one stream never overlap; what no range covers has not been read.',
  columns: [
    requiredText('source', 'As in calls.', (entry) => entry.source),
    requiredText('stream', 'What was read: calls, statistics-day, …', (entry) => entry.stream),
    requiredInstant('covered_from', 'First instant of the range.', (entry) => entry.from),
    requiredInstant('covered_to', 'First instant behind the range.', (entry) => entry.to),
    requiredText(
      'state',
      'sealed: complete for good. provisional: complete when read, but the vendor may still add to it.',
      (entry) => entry.state,
    ),
    requiredInstant(
      'read_at',
      'When the newest reading in the range was planned.',
      (entry) => entry.readAt,
    ),
    wholeNumber(
      'rows',
      'Calls, or statistics, of the range that were stored when it was read.',
      (entry) => entry.rows,
    ),
    wholeNumber(
      'vendor_rows',
      'Calls of the range that the vendor told of. NULL when it tells no totals, or when the range was cut since.',
      (entry) => entry.vendorRows,
    ),
    text(
      'basis',
      'JSON: what decided the reading besides the vendor: the provider with its ids and mapping, time zone, options (as fingerprints), parameters of statistics. What was read on another basis is read again; statistics of other parameters stay beside.',
      (entry) => entry.basis ?? null,
    ),
  ],
};

/** What could not be mapped. */
export const rejectedTable: WritableTable<StoredRejectedRow> = {
  name: 'rejected',
  comment: 'Vendor rows that could not be read as calls, statistics or notes, with the reason.',
  columns: [
    requiredText('id', 'Names the row: a fingerprint of source, stream and text.', (row) => row.id),
    requiredText('source', 'As in calls.', (row) => row.source),
    requiredText('stream', 'As in coverage.', (row) => row.stream),
    requiredText('provider', 'As in calls.', (row) => row.provider),
    requiredInstant(
      'window_from',
      'First instant at which the record may start: that of the slice in which the row came; for notes, start of their call.',
      (row) => writeWindows(row.windows).from,
    ),
    requiredInstant(
      'window_to',
      'First instant behind the last at which it may start.',
      (row) => writeWindows(row.windows).to,
    ),
    requiredText('raw', "The vendor's row, letter by letter.", (row) => row.raw),
    requiredText('reason', 'Why it could not be read.', (row) => row.reason),
    requiredWholeNumber(
      'occurrences',
      'How many times the slice held the same text.',
      (row) => row.occurrences,
    ),
    requiredInstant('rejected_at', 'When the row was first rejected.', (row) =>
      toEpochMs(row.rejectedAt),
    ),
    text('basis', 'As in coverage.', (row) => row.basis ?? null),
    text('call_id', 'calls.id, for rows of notes.', (row) => row.callId ?? null),
    text(
      'windows',
      'JSON: pairs of instants between which the record may start, where parts of the range were read again without the row. NULL: anywhere in it.',
      (row) => writeWindows(row.windows).text,
    ),
  ],
};
