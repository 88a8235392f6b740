import type { DuckDBConnection } from '@duckdb/node-api';
import type { StoredCall } from './classify.ts';
import { createParameters } from './parameters.ts';
import { run } from './query.ts';

/** Deletes what is known of the notes of calls that are still in their table, and are about to go for good. */
export async function deleteNotesOfCalls(
  connection: DuckDBConnection,
  source: string,
  calls: readonly StoredCall[],
): Promise<void> {
  if (calls.length === 0) return;
  const rowIds = calls.map(({ rowId }) => BigInt(rowId));
  for (const table of ['notes', 'note_reads', 'rejected']) {
    const parameters = createParameters();
    await run(
      connection,
      `DELETE FROM ${table}
        WHERE source = ${parameters.text(source)} AND call_id IN (
          SELECT id FROM calls WHERE rowid IN (SELECT unnest(${parameters.integers(rowIds)})))`,
      parameters,
    );
  }
}
