import type { CallFilter } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { always, filterSql } from './filter-sql.ts';
import { createParameters } from './parameters.ts';
import { queryNumber } from './query.ts';
import { resolveNames } from './resolve-names.ts';

/** How many calls the filter means. */
export async function countCalls(
  connection: DuckDBConnection,
  filter: CallFilter,
): Promise<number> {
  const resolved = await resolveNames(connection, filter);
  const parameters = createParameters();
  return queryNumber(
    connection,
    `SELECT count(*) FROM calls WHERE ${filterSql(resolved, always, parameters)}`,
    parameters,
  );
}
