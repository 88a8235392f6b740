import type { CallQuery, Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { afterSql } from '../batch-sql.ts';
import { always, filterSql, type ResolvedFilter } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { queryRows } from '../query.ts';

const boundsSchema = z.object({ first: z.number().nullable(), last: z.number().nullable() });

/**
 * The instants between which the first calls of a query are, as many as its limit says; `null` when it
 * has none. They are found by their starts alone: to sort whole rows, the database would read every
 * column of the table.
 */
export async function findFirstPage(
  connection: DuckDBConnection,
  filter: ResolvedFilter,
  query: CallQuery & { limit: number },
): Promise<Window | null> {
  const { order = 'asc', limit } = query;
  const parameters = createParameters();
  const matching = `${filterSql(filter, always, parameters)} AND ${afterSql(query, parameters)}`;
  const [bounds] = await queryRows(
    connection,
    boundsSchema,
    `SELECT min(started_at) AS first, max(started_at) AS last FROM (
      SELECT started_at FROM calls WHERE ${matching}
      ORDER BY started_at ${order} LIMIT ${parameters.number(limit)})`,
    parameters,
  );
  if (bounds === undefined || bounds.first === null || bounds.last === null) return null;
  return { from: bounds.first, to: bounds.last + 1 };
}
