import type { DuckDBConnection } from '@duckdb/node-api';
import { type RowOwner, type WritableTable, wholeNumber } from '../schema/column.ts';
import type { StoredCall } from './classify.ts';
import { createParameters } from './parameters.ts';
import { run } from './query.ts';
import type { TableWriter } from './table-writer.ts';

/** The calls to delete, where statements find them. */
const goneTable: WritableTable<StoredCall> = {
  name: 'gone_calls',
  comment: 'Calls that the commit at hand deletes.',
  columns: [wholeNumber('row_id', 'Place of the call in its table.', ({ rowId }) => rowId)],
};

/** Deletes calls with what belongs to them. */
export async function deleteCalls(
  connection: DuckDBConnection,
  writer: TableWriter,
  owner: RowOwner,
  calls: readonly StoredCall[],
): Promise<void> {
  if (calls.length === 0) return;
  await connection.run('CREATE OR REPLACE TEMP TABLE gone_calls (row_id BIGINT)');
  await writer.append(goneTable, calls, owner);
  const starts = calls.map(({ startedAt }) => startedAt);
  const from = starts.reduce((a, b) => Math.min(a, b));
  const to = starts.reduce((a, b) => Math.max(a, b));
  for (const child of ['call_agents', 'call_tags', 'raw_rows']) {
    const parameters = createParameters();
    await run(
      connection,
      `DELETE FROM ${child}
        WHERE source = ${parameters.text(owner.source)}
          AND started_at >= ${parameters.instant(from)} AND started_at <= ${parameters.instant(to)}
          AND call_id IN (SELECT id FROM calls WHERE rowid IN (SELECT row_id FROM gone_calls))`,
      parameters,
    );
  }
  await connection.run('DELETE FROM calls WHERE rowid IN (SELECT row_id FROM gone_calls)');
}
