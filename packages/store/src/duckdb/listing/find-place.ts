import type { CallKey, CallQuery } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type ListingIndex, markEvery, marksOf } from './listing-index.ts';
import type { Stretch } from './stretch.ts';

/** Where a reading begins: in an hour, behind a call of it where one is named, and so many calls on. */
export interface Place {
  /** Position among the hours of the index. */
  position: number;
  after: CallKey | null;
  skip: number;
}

/** The place behind the first `offset` calls of a query; `null` when it has no more of them. */
export async function findPlace(
  connection: DuckDBConnection,
  index: ListingIndex,
  stretch: Stretch,
  { order = 'asc', offset = 0 }: CallQuery,
): Promise<Place | null> {
  if (offset >= stretch.total) return null;
  const number = order === 'asc' ? offset : stretch.total - 1 - offset;
  const position = findPosition(stretch, number);
  const inHour = number - stretch.before(position);
  const held = stretch.before(position + 1) - stretch.before(position);
  const skip = order === 'asc' ? inHour : held - 1 - inHour;
  const plain = { position, after: null, skip };
  if (skip < markEvery) return plain;

  const marks = await marksOf(connection, index, index.hours[position] ?? 0);
  const cut = position === stretch.first ? stretch.cutBefore : 0;
  const wanted = cut + inHour;
  if (order === 'asc') {
    const marked = Math.floor(wanted / markEvery) * markEvery;
    const after = marks[marked / markEvery - 1];
    return after === undefined || marked <= cut
      ? plain
      : { position, after, skip: wanted - marked };
  }
  const marked = (Math.floor((wanted + 1) / markEvery) + 1) * markEvery;
  const after = marks[marked / markEvery - 1];
  return after === undefined || marked > cut + held
    ? plain
    : { position, after, skip: marked - 2 - wanted };
}

/** The position of the hour in which the call of that number is, counted from 0. */
export function findPosition(stretch: Stretch, number: number): number {
  const { first, end } = stretch;
  let low = first;
  let high = end - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (stretch.before(middle) <= number) low = middle;
    else high = middle - 1;
  }
  return low;
}
