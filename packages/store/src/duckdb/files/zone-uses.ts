import type { Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { always, type ResolvedFilter } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { queryRows } from '../query.ts';
import { selectionSql } from './selected-calls.ts';

/** A stretch of time in which calls of a zone start. */
export interface ZoneUse extends Window {
  timeZone: string;
}

const zoneSchema = z.object({ time_zone: z.string(), first: z.number(), last: z.number() });

/** The zones of selected calls, and when calls of each start. */
export async function findZoneUses(
  connection: DuckDBConnection,
  filters: readonly ResolvedFilter[],
): Promise<ZoneUse[]> {
  const parameters = createParameters();
  const uses = await queryRows(
    connection,
    zoneSchema,
    `SELECT time_zone, min(epoch_ms(started_at)) AS first, max(epoch_ms(started_at)) AS last FROM calls
      WHERE ${selectionSql(filters, always, parameters)} GROUP BY 1 ORDER BY 1`,
    parameters,
  );
  return uses.map(({ time_zone: timeZone, first, last }) => ({
    timeZone,
    from: first,
    to: last + 1,
  }));
}
