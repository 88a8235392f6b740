import type { CallQuery, Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { afterSql } from './batch-sql.ts';
import { always, filterSql, type ResolvedFilter } from './filter-sql.ts';
import { createParameters } from './parameters.ts';
import { queryRows } from './query.ts';

const hourMs = 3_600_000;
/** Hours are counted from the year 0, since integer division rounds towards zero. */
const yearZeroMs = -62_167_219_200_000;
const infinity = Number.POSITIVE_INFINITY;
const hourSchema = z.object({ hour: z.number(), calls: z.number() });

/** Where a listing goes: ranges of time in its order, with some calls of the first to leave out. */
export interface ListingPlan {
  /** Each holds about a batch; together they have no gaps. */
  ranges: Window[];
  skip: number;
}

/**
 * Plans a listing by the number of matching calls an hour. Every batch then looks at little of the
 * table, in whatever order the calls were stored, and a deep offset at little of what it leaves out.
 */
export async function planRanges(
  connection: DuckDBConnection,
  filter: ResolvedFilter,
  query: CallQuery,
  batchSize: number,
): Promise<ListingPlan> {
  const { order = 'asc', offset = 0, limit = infinity } = query;
  if (offset === 0 && limit <= batchSize) return { ranges: [always], skip: 0 };
  const parameters = createParameters();
  const hours = await queryRows(
    connection,
    hourSchema,
    `SELECT (epoch_ms(started_at) - ${yearZeroMs}) // ${hourMs} AS hour, count(*) AS calls FROM calls
      WHERE ${filterSql(filter, always, parameters)} AND ${afterSql(query, parameters)}
      GROUP BY 1 ORDER BY 1 ${order === 'asc' ? 'ASC' : 'DESC'}`,
    parameters,
  );
  let skip = offset;
  let first = 0;
  for (let hour = hours[first]; hour !== undefined && hour.calls <= skip; hour = hours[first]) {
    skip -= hour.calls;
    first += 1;
  }
  return { ranges: toRanges(hours.slice(first), { order, batchSize, open: first === 0 }), skip };
}

/** Gathers hours until a batch is full. Ends that nothing was left out before stay open. */
function toRanges(
  hours: readonly { hour: number; calls: number }[],
  { order, batchSize, open }: { order: 'asc' | 'desc'; batchSize: number; open: boolean },
): Window[] {
  const starts: number[] = [];
  let gathered = infinity;
  for (const { hour, calls } of hours) {
    if (gathered + calls > batchSize) {
      starts.push((order === 'asc' ? hour : hour + 1) * hourMs + yearZeroMs);
      gathered = 0;
    }
    gathered += calls;
  }
  const [before, behind] = order === 'asc' ? [-infinity, infinity] : [infinity, -infinity];
  return starts.map((start, index) => {
    const near = open && index === 0 ? before : start;
    const far = starts[index + 1] ?? behind;
    return order === 'asc' ? { from: near, to: far } : { from: far, to: near };
  });
}
