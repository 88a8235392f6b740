import type { EpochMs } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { StoredCall } from './classify.ts';
import { windowSql } from './filter-sql.ts';
import { createParameters } from './parameters.ts';
import { run } from './query.ts';

/** Deletes calls of a source with what belongs to them. */
export async function deleteCalls(
  connection: DuckDBConnection,
  source: string,
  calls: readonly StoredCall[],
): Promise<void> {
  if (calls.length === 0) return;
  const starts = calls.map(({ startedAt }) => startedAt);
  const from = starts.reduce((a, b) => Math.min(a, b));
  const to = starts.reduce((a, b) => Math.max(a, b));
  const rowIds = calls.map(({ rowId }) => rowId);
  for (const child of ['call_agents', 'call_tags', 'raw_rows']) {
    const parameters = createParameters();
    await run(
      connection,
      `DELETE FROM ${child}
        WHERE source = ${parameters.text(source)}
          AND started_at >= ${parameters.instant(from)} AND started_at <= ${parameters.instant(to)}
          AND call_id IN (
            SELECT id FROM calls WHERE rowid IN (SELECT unnest(${parameters.integers(rowIds)})))`,
      parameters,
    );
  }
  const parameters = createParameters();
  await run(
    connection,
    `DELETE FROM calls WHERE rowid IN (SELECT unnest(${parameters.integers(rowIds)}))`,
    parameters,
  );
}

/** Forgets vendor rows of calls that started before `before`; gives their number. */
export async function deleteRawBefore(
  connection: DuckDBConnection,
  before: EpochMs,
  source: string | undefined,
): Promise<number> {
  const parameters = createParameters();
  const window = windowSql({ from: Number.NEGATIVE_INFINITY, to: before }, parameters);
  const owner = source === undefined ? 'true' : `source = ${parameters.text(source)}`;
  const result = await run(
    connection,
    `DELETE FROM raw_rows WHERE ${window} AND ${owner}`,
    parameters,
  );
  return result.rowsChanged;
}
