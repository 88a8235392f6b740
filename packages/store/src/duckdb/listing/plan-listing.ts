import type { CallKey, CallQuery, Window } from '@cdr/core';
import type { ResolvedFilter } from '../filter-sql.ts';
import { resolveNames } from '../resolve-names.ts';
import { findFirstPage } from './find-first-page.ts';
import { findPlace, findPosition } from './find-place.ts';
import { startOfHour } from './hours.ts';
import type { ListingIndex } from './listing-index.ts';
import type { ListingMoment } from './listings.ts';
import { findStretch, type Stretch } from './stretch.ts';

/** Where a listing goes: ranges of time in its order, and where it begins in the first. */
export interface ListingPlan {
  /** The query's, with its names looked up. */
  filter: ResolvedFilter;
  /** Each holds about a batch; together they have no gaps. */
  ranges: Window[];
  /** What the first batch begins behind, besides what the query says. */
  after: CallKey | null;
  /** Calls of the first range to leave out. */
  skip: number;
}

const infinity = Number.POSITIVE_INFINITY;

/**
 * Plans a listing by the number of matching calls an hour. Every batch then looks at little of the
 * table, in whatever order the calls were stored, and so does a page however deep it lies. The first
 * page of a listing that nobody knows yet isn't worth the counting.
 */
export async function planListing(
  moment: ListingMoment,
  query: CallQuery,
  batchSize: number,
): Promise<ListingPlan> {
  const { filter = {}, offset = 0, limit = infinity } = query;
  const isPage = limit <= batchSize;
  const index = await (offset === 0 && isPage ? moment.knownIndex() : moment.index());
  if (index === null) {
    const resolved = await resolveNames(moment.connection, filter);
    const range = await findFirstPage(moment.connection, resolved, { ...query, limit });
    return { filter: resolved, ranges: range === null ? [] : [range], after: null, skip: 0 };
  }
  const stretch = await findStretch(moment.connection, index, query);
  const place = await findPlace(moment.connection, index, stretch, query);
  const { agentNames, queueNames, tagNames } = index.filter;
  const resolved = { ...filter, agentNames, queueNames, tagNames };
  if (place === null) return { filter: resolved, ranges: [], after: null, skip: 0 };
  const { position, after, skip } = place;
  const ranges = isPage
    ? [pageRange(index, stretch, position, query)]
    : batchRanges(index, stretch, position, { query, batchSize });
  return { filter: resolved, ranges, after, skip };
}

/** The hours of a page, which is read in one piece. */
function pageRange(
  index: ListingIndex,
  stretch: Stretch,
  near: number,
  { order = 'asc', offset = 0, limit = infinity }: CallQuery,
): Window {
  const last =
    order === 'asc'
      ? Math.min(stretch.total, offset + limit) - 1
      : Math.max(0, stretch.total - offset - limit);
  const far = findPosition(stretch, last);
  return {
    from: startOfHour(index.hours[Math.min(near, far)] ?? 0),
    to: startOfHour((index.hours[Math.max(near, far)] ?? 0) + 1),
  };
}

/** Gathers hours until a batch is full. Ends that nothing is left out beyond stay open. */
function batchRanges(
  { hours }: ListingIndex,
  stretch: Stretch,
  near: number,
  { query: { order = 'asc', offset = 0 }, batchSize }: { query: CallQuery; batchSize: number },
): Window[] {
  const isAscending = order === 'asc';
  const starts: number[] = [];
  let gathered = infinity;
  for (let at = near; at >= stretch.first && at < stretch.end; at += isAscending ? 1 : -1) {
    const calls = stretch.before(at + 1) - stretch.before(at);
    if (gathered + calls > batchSize) {
      starts.push(startOfHour((hours[at] ?? 0) + (isAscending ? 0 : 1)));
      gathered = 0;
    }
    gathered += calls;
  }
  const [outset, end] = isAscending ? [-infinity, infinity] : [infinity, -infinity];
  return starts.map((start, place) => {
    const from = offset === 0 && place === 0 ? outset : start;
    const to = starts[place + 1] ?? end;
    return isAscending ? { from, to } : { from: to, to: from };
  });
}
