import type { DuckDBConnection } from '@duckdb/node-api';
import { createParameters } from './parameters.ts';
import { run } from './query.ts';

/** Deletes rows by their places, which hold until the end of a transaction. */
export async function deleteRowsAt(
  connection: DuckDBConnection,
  table: string,
  rowIds: readonly number[],
): Promise<void> {
  if (rowIds.length === 0) return;
  const parameters = createParameters();
  const places = parameters.integers(rowIds.map(BigInt));
  await run(
    connection,
    `DELETE FROM ${table} WHERE rowid IN (SELECT unnest(${places}))`,
    parameters,
  );
}
