import type { EpochMs } from '@cdr/core';
import type { Tombstone } from '../erasure/tombstones.ts';
import { requiredInstant, requiredText, type WritableTable } from './column.ts';

/** A tombstone, and since when it stands. */
export interface ErasedRow extends Tombstone {
  erasedAt: EpochMs;
}

/** What is left of numbers that were erased. */
export const erasedTable: WritableTable<ErasedRow> = {
  name: 'erased_numbers',
  comment:
    'What is left of the numbers of people who were erased: enough to know one again when it is read again, and to mask it.',
  columns: [
    requiredText('salt', 'Of the hash; the same in all rows.', (row) => row.salt),
    requiredText(
      'hash',
      'HMAC-SHA-256 with the salt, of one way to write the number.',
      (row) => row.hash,
    ),
    requiredInstant('erased_at', 'When it was erased.', (row) => row.erasedAt),
  ],
};
