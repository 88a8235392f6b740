import { type CallQuery, toEpochMs } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterSql } from '../batch-sql.ts';
import { filterSql } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { queryNumber } from '../query.ts';
import { hourOf, startOfHour } from './hours.ts';
import { type ListingIndex, windowOfHour } from './listing-index.ts';

/** The part of an index that a query means: some of its hours, of which the outer ones may be cut. */
export interface Stretch {
  /** Positions among the hours of the index, from and up to. */
  first: number;
  end: number;
  /** How many calls of the first hour come before those that are meant. */
  cutBefore: number;
  /** How many calls are meant. */
  total: number;
  /** How many of these come before the hour at that position. */
  before(position: number): number;
}

/** One end of what a query means, in time. */
interface Bound {
  /** The outermost hour. */
  hour: number;
  /** Whether some of that hour may be left out. */
  isCut: boolean;
}

/** Finds a query's part of an index, for which the calls of cut hours are counted. */
export async function findStretch(
  connection: DuckDBConnection,
  index: ListingIndex,
  query: CallQuery,
): Promise<Stretch> {
  const { hours, before } = index;
  const { filter: { from, to } = {}, after, order = 'asc' } = query;
  const behind = after === undefined ? {} : { after };
  const low = lowBound(query);
  const high = highBound(query);
  const first = countLeading(hours, (hour) => hour < low.hour);
  const end = Math.max(
    first,
    countLeading(hours, (hour) => hour <= high.hour),
  );

  /** How many calls of an outer hour the query leaves out at that end. */
  async function countCut(bound: Bound, position: number, side: CallQuery): Promise<number> {
    if (end === first || !bound.isCut || hours[position] !== bound.hour) return 0;
    const held = (before[position + 1] ?? 0) - (before[position] ?? 0);
    return held - (await countInHour(connection, index, bound.hour, side));
  }

  const cutBefore = await countCut(low, first, {
    order,
    filter: from === undefined ? {} : { from },
    ...(order === 'asc' ? behind : {}),
  });
  const cutBehind = await countCut(high, end - 1, {
    order,
    filter: to === undefined ? {} : { to },
    ...(order === 'desc' ? behind : {}),
  });
  const total = (before[end] ?? 0) - (before[first] ?? 0) - cutBefore - cutBehind;
  return {
    first,
    end,
    cutBefore,
    total: Math.max(0, total),
    before(position) {
      if (position <= first) return 0;
      if (position >= end) return total;
      return (before[position] ?? 0) - (before[first] ?? 0) - cutBefore;
    },
  };
}

/** How many leading numbers satisfy a condition that, once false, stays false. */
function countLeading(numbers: readonly number[], holds: (number: number) => boolean): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(numbers[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lowBound({ filter, after, order = 'asc' }: CallQuery): Bound {
  const from = Math.ceil(filter?.from ?? Number.NEGATIVE_INFINITY);
  const hour = hourOf(from);
  const bound = { hour, isCut: startOfHour(hour) !== from };
  if (after === undefined || order === 'desc') return bound;
  const behind = hourOf(toEpochMs(after.startedAt));
  return behind < hour ? bound : { hour: behind, isCut: true };
}

function highBound({ filter, after, order = 'asc' }: CallQuery): Bound {
  const to = Math.ceil(filter?.to ?? Number.POSITIVE_INFINITY);
  const next = hourOf(to);
  const isCut = startOfHour(next) !== to;
  const bound = { hour: isCut ? next : next - 1, isCut };
  if (after === undefined || order === 'asc') return bound;
  const behind = hourOf(toEpochMs(after.startedAt));
  return behind > bound.hour ? bound : { hour: behind, isCut: true };
}

function countInHour(
  connection: DuckDBConnection,
  { filter }: ListingIndex,
  hour: number,
  side: CallQuery,
): Promise<number> {
  const parameters = createParameters();
  return queryNumber(
    connection,
    `SELECT count(*) FROM calls
      WHERE ${filterSql({ ...filter, ...side.filter }, windowOfHour(hour), parameters)}
        AND ${afterSql(side, parameters)}`,
    parameters,
  );
}
