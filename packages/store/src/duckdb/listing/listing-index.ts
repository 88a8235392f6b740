import { type CallFilter, type CallKey, toInstant, type Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { always, filterSql, type ResolvedFilter } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { queryRows } from '../query.ts';
import { resolveNames } from '../resolve-names.ts';
import { hourSql, startOfHour } from './hours.ts';

/** Where the calls of a filter are, as of one moment: enough to find any of them by its place. */
export interface ListingIndex {
  /** With its names looked up. */
  filter: ResolvedFilter;
  /** The hours that hold calls, ascending. */
  hours: readonly number[];
  /** How many calls come before each of these hours, and then how many there are. */
  before: readonly number[];
  /** By hour, every thousandth of its calls; of hours in which that was wanted. */
  marks: Map<number, Promise<readonly CallKey[]>>;
}

/** Calls between two marks of an hour. */
export const markEvery = 1000;

const hourSchema = z.object({ hour: z.number(), calls: z.number() });
const markSchema = z.object({ started_at: z.number(), id: z.string() });

/** Counts the calls of a filter by the hour. */
export async function loadListingIndex(
  connection: DuckDBConnection,
  asked: CallFilter,
): Promise<ListingIndex> {
  const filter = await resolveNames(connection, asked);
  const parameters = createParameters();
  const rows = await queryRows(
    connection,
    hourSchema,
    `SELECT ${hourSql} AS hour, count(*) AS calls FROM calls
      WHERE ${filterSql(filter, always, parameters)} GROUP BY 1 ORDER BY 1`,
    parameters,
  );
  let total = 0;
  const before = rows.map(({ calls }) => {
    total += calls;
    return total - calls;
  });
  return {
    filter,
    hours: rows.map(({ hour }) => hour),
    before: [...before, total],
    marks: new Map(),
  };
}

/**
 * Every thousandth call of an hour, ascending: the first has 999 before it. Found once for an index,
 * by sorting the hour.
 */
export function marksOf(
  connection: DuckDBConnection,
  index: ListingIndex,
  hour: number,
): Promise<readonly CallKey[]> {
  const known = index.marks.get(hour);
  if (known !== undefined) return known;
  const marks = loadMarks(connection, index.filter, windowOfHour(hour));
  index.marks.set(hour, marks);
  marks.catch(() => index.marks.delete(hour));
  return marks;
}

/** The instants of an hour. */
export function windowOfHour(hour: number): Window {
  return { from: startOfHour(hour), to: startOfHour(hour + 1) };
}

async function loadMarks(
  connection: DuckDBConnection,
  filter: ResolvedFilter,
  hour: Window,
): Promise<CallKey[]> {
  const parameters = createParameters();
  const rows = await queryRows(
    connection,
    markSchema,
    `SELECT started_at, id FROM (
        SELECT started_at, id, row_number() OVER (ORDER BY started_at, id) AS place FROM calls
        WHERE ${filterSql(filter, hour, parameters)})
      WHERE place % ${markEvery} = 0 ORDER BY place`,
    parameters,
  );
  return rows.map(({ started_at, id }) => ({ startedAt: toInstant(started_at), id }));
}
