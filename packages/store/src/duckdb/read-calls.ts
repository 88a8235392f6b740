import type { Call, CallKey, CallQuery, CallSource } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { countCalls } from './listing/count-calls.ts';
import { type Listings, listingsIn } from './listing/listings.ts';
import { planListing } from './listing/plan-listing.ts';
import { inTransaction } from './query.ts';
import { type BatchRequest, readBatch } from './read-batch.ts';
import type { Readers } from './readers.ts';
import { createTaskQueue } from './task-queue.ts';

const batchSize = 4000;

/**
 * Lists calls in batches. The first holds what comes behind the query's offset as of one moment, and
 * so does a page of a single batch. Each further batch starts behind the last call of the one before,
 * so that commits in between neither repeat nor hide a call that was there all the time.
 */
export function readCalls(
  readers: Readers,
  listings: Listings,
  query: CallQuery,
): AsyncGenerator<Call[]> {
  return readBatches(query, {
    listings,
    next: (request) =>
      readers.use((connection) => inTransaction(connection, () => readBatch(connection, request))),
  });
}

/** The calls that a connection sees, for as long as its transaction lasts. */
export function callsIn(connection: DuckDBConnection): Pick<CallSource, 'count' | 'read'> {
  // Readings may be merged, and a connection does one thing at a time.
  const queue = createTaskQueue();
  const own = listingsIn(connection);
  const listings: Listings = { use: (filter, work) => queue.run(() => own.use(filter, work)) };
  const next = (request: BatchRequest) => queue.run(() => readBatch(connection, request));
  return {
    count: (filter = {}) => countCalls(listings, filter),
    read: (query = {}) => readBatches(query, { listings, next }),
  };
}

/** Where batches come from. */
interface BatchSource {
  listings: Listings;
  next: (request: BatchRequest) => Promise<Call[]>;
}

async function* readBatches(
  query: CallQuery,
  { listings, next }: BatchSource,
): AsyncGenerator<Call[]> {
  const { limit = Number.POSITIVE_INFINITY } = query;
  if (limit <= 0) return;
  const { plan, opening } = await listings.use(query.filter ?? {}, async (moment) => {
    const made = await planListing(moment, query, batchSize);
    const [range] = made.ranges;
    if (range === undefined) return { plan: made, opening: [] };
    const { filter, after, skip } = made;
    const request = { filter, query: behind(query, after), range, skip, size: sizeOf(limit) };
    return { plan: made, opening: await readBatch(moment.connection, request) };
  });

  let after: CallKey | null = plan.after;
  let left = limit;
  let batch = opening;
  for (const [place, range] of plan.ranges.entries()) {
    for (let isOpening = place === 0, full = true; full; isOpening = false) {
      const size = sizeOf(left);
      if (!isOpening) {
        const request = { filter: plan.filter, query: behind(query, after), range, skip: 0, size };
        batch = await next(request);
      }
      after = batch.at(-1) ?? after;
      if (batch.length > 0) yield batch;
      left -= batch.length;
      if (left <= 0) return;
      full = batch.length === size;
    }
  }
}

function sizeOf(left: number): number {
  return Math.min(batchSize, left);
}

function behind(query: CallQuery, after: CallKey | null): CallQuery {
  return after === null ? query : { ...query, after: { startedAt: after.startedAt, id: after.id } };
}
