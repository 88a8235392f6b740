import type { DuckDBConnection } from '@duckdb/node-api';
import type { StoredCall } from './classify.ts';
import { createParameters } from './parameters.ts';
import { run } from './query.ts';

const tables = ['notes', 'note_reads', 'rejected'] as const;

/**
 * Deletes what is known of the notes of calls that are still in their table, and are about to go for
 * good; gives how many rows went, by table.
 */
export async function deleteNotesOfCalls(
  connection: DuckDBConnection,
  source: string,
  calls: readonly StoredCall[],
): Promise<Partial<Record<(typeof tables)[number], number>>> {
  const deleted: Partial<Record<(typeof tables)[number], number>> = {};
  if (calls.length === 0) return deleted;
  const rowIds = calls.map(({ rowId }) => BigInt(rowId));
  for (const table of tables) {
    const parameters = createParameters();
    const result = await run(
      connection,
      `DELETE FROM ${table}
        WHERE source = ${parameters.text(source)} AND call_id IN (
          SELECT id FROM calls WHERE rowid IN (SELECT unnest(${parameters.integers(rowIds)})))`,
      parameters,
    );
    deleted[table] = result.rowsChanged;
  }
  return deleted;
}
