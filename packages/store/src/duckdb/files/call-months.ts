import { hash } from 'node:crypto';
import type { CallFilter, CallMonth } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { always, filterSql } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { queryRows } from '../query.ts';
import { resolveNames } from '../resolve-names.ts';
import { parquetSql } from './parquet-sql.ts';

const monthSchema = z.object({
  source: z.string(),
  year: z.number(),
  month: z.number(),
  calls: z.number(),
  hash: z.string(),
});
const nothing = { filters: [], window: always, limit: null };

/** How files are made: those of another version's statement are made anew. */
const layout = hash('sha256', parquetSql({ raw: true }, nothing, createParameters())).slice(0, 8);

/**
 * The months of UTC that have calls, and what tells their states apart. Calls of people who were erased
 * keep their fingerprints, so that every erasure makes all files anew.
 */
export async function readCallMonths(
  connection: DuckDBConnection,
  filter: CallFilter,
): Promise<CallMonth[]> {
  const resolved = await resolveNames(connection, filter);
  const parameters = createParameters();
  const months = await queryRows(
    connection,
    monthSchema,
    `SELECT source, year(utc) AS year, month(utc) AS month, count(*) AS calls,
        bit_xor(hash(id_hash, row_hash, utc))::VARCHAR
          || (SELECT CASE count(*) WHEN 0 THEN '' ELSE '-' || count(*) END FROM erased_numbers) AS hash
      FROM (SELECT *, make_timestamp(epoch_us(started_at)) AS utc FROM calls)
      WHERE ${filterSql(resolved, always, parameters)}
      GROUP BY ALL ORDER BY source, year, month`,
    parameters,
  );
  return months.map(({ hash: own, ...month }) => ({ ...month, fingerprint: `${layout}-${own}` }));
}
