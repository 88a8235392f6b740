import type { NotesReading } from '@cdr/core';
import { assertHash, duplicateId } from './check-reading.ts';

/**
 * Refuses a reading with a call twice, a call with a note twice, or a hash that is no whole number.
 * Throws `StoreError`.
 */
export function checkNotes(reading: NotesReading): void {
  const { calls } = reading;
  if (new Set(calls.map(({ callId }) => callId)).size < calls.length) throw duplicateId(reading);
  for (const { rows } of calls) {
    if (new Set(rows.map(({ id }) => id)).size < rows.length) throw duplicateId(reading);
    for (const { hash } of rows) assertHash(reading, hash);
  }
}
