import type { EpochMs } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { windowSql } from './filter-sql.ts';
import { createParameters } from './parameters.ts';
import { run } from './query.ts';

/** What forgets all vendor rows of a table, and the column that tells how old they are. */
const rawColumns = [
  { statement: 'DELETE FROM raw_rows WHERE true', at: 'started_at' },
  { statement: 'UPDATE notes SET raw = NULL WHERE raw IS NOT NULL', at: 'started_at' },
  { statement: 'UPDATE statistics SET raw = NULL WHERE raw IS NOT NULL', at: 'interval_from' },
];

/**
 * Forgets vendor rows of calls that started before `before`, of their notes, and of statistics
 * whose intervals began before; gives their number.
 */
export async function deleteRawBefore(
  connection: DuckDBConnection,
  before: EpochMs,
  source: string | undefined,
): Promise<number> {
  let forgotten = 0;
  for (const { statement, at } of rawColumns) {
    const parameters = createParameters();
    const window = windowSql({ from: Number.NEGATIVE_INFINITY, to: before }, parameters, at);
    const owner = source === undefined ? 'true' : `source = ${parameters.text(source)}`;
    const result = await run(connection, `${statement} AND ${window} AND ${owner}`, parameters);
    forgotten += result.rowsChanged;
  }
  return forgotten;
}
