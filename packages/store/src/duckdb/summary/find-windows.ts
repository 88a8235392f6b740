import { rowRange, type Starts, type SummaryPlan, type Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { filterSql, type ResolvedFilter } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { queryRows } from '../query.ts';
import type { SummarySubject } from './summary-part.ts';

const startsSchema = z.object({ first: z.number().nullable(), last: z.number().nullable() });

/** What rows are about, and when the calls start that count; `null` when there is nothing to tell. */
export async function findWindows(
  connection: DuckDBConnection,
  plan: SummaryPlan,
  filter: ResolvedFilter,
): Promise<Pick<SummarySubject, 'rows' | 'starts'> | null> {
  const { range, calendar, dimensions } = plan;
  const isBounded = Number.isFinite(range.from) && Number.isFinite(range.to);
  const readsWall =
    calendar !== null || dimensions.some((name) => name === 'hour-of-day' || name === 'weekday');
  if (isBounded || !readsWall) return { rows: range, starts: range };
  const starts = await readStarts(connection, filter, range);
  const rows = rowRange(plan, starts);
  if (starts === null || rows === null) return null;
  return { rows, starts: { from: starts.first, to: starts.last + 1 } };
}

async function readStarts(
  connection: DuckDBConnection,
  filter: ResolvedFilter,
  range: Window,
): Promise<Starts> {
  const parameters = createParameters();
  const [row] = await queryRows(
    connection,
    startsSchema,
    `SELECT epoch_ms(min(started_at)) AS first, epoch_ms(max(started_at)) AS last
      FROM calls WHERE ${filterSql(filter, range, parameters)}`,
    parameters,
  );
  const { first = null, last = null } = row ?? {};
  return first === null || last === null ? null : { first, last };
}
