import type { CallFilter } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Revision } from '../../revision.ts';
import { always, cutWindow } from '../filter-sql.ts';
import { inTransaction } from '../query.ts';
import type { Readers } from '../readers.ts';
import { wholeHours } from './hours.ts';
import { createListingCache } from './listing-cache.ts';
import { type ListingIndex, loadListingIndex } from './listing-index.ts';

/** One state of the data, and what is known of a filter's listing in it. */
export interface ListingMoment {
  connection: DuckDBConnection;
  /** The index of the filter, for its window rounded to whole hours. */
  index(): Promise<ListingIndex>;
  /** The same, where it was made before; else `null`. */
  knownIndex(): Promise<ListingIndex | null>;
}

/** Reads listings by place. */
export interface Listings {
  /** Does `work`, which only reads, as of one moment; twice when the data changed meanwhile. */
  use<T>(filter: CallFilter, work: (moment: ListingMoment) => Promise<T>): Promise<T>;
}

/**
 * Indexes are shared as long as the data stays the same. That it was the same all the time shows only
 * in the end; if it wasn't, the work is done again with an index of its own transaction.
 */
export function createListings(readers: Readers, revision: Revision): Listings {
  const cache = createListingCache();

  function attempt<T>(
    filter: CallFilter,
    at: number | null,
    work: (moment: ListingMoment) => Promise<T>,
  ): Promise<T> {
    const wanted = wantedOf(filter);
    const key = keyOf(wanted);
    const shared =
      at === null
        ? noIndexes
        : {
            find: () => cache.find(key, at),
            keep: (index: Promise<ListingIndex>) => cache.keep(key, at, index),
          };
    return readers.use((connection) =>
      inTransaction(connection, () => work(createMoment(connection, wanted, shared))),
    );
  }

  return {
    async use(filter, work) {
      const at = revision.current();
      if (at !== null) {
        const result = await attempt(filter, at, work);
        if (revision.current() === at) return result;
      }
      return attempt(filter, null, work);
    },
  };
}

/** Listings of what a connection sees, for as long as its transaction lasts. */
export function listingsIn(connection: DuckDBConnection): Listings {
  return {
    use: (filter, work) => work(createMoment(connection, wantedOf(filter), noIndexes)),
  };
}

/** What others know of the same state of the data. */
interface SharedIndex {
  find(): Promise<ListingIndex> | null;
  keep(index: Promise<ListingIndex>): void;
}

const noIndexes: SharedIndex = { find: () => null, keep: () => undefined };

function createMoment(
  connection: DuckDBConnection,
  wanted: CallFilter,
  shared: SharedIndex,
): ListingMoment {
  let own: Promise<ListingIndex> | null = null;
  const known = () => own ?? shared.find();
  return {
    connection,
    index() {
      own = known();
      if (own !== null) return own;
      own = loadListingIndex(connection, wanted);
      shared.keep(own);
      return own;
    },
    knownIndex: async () => known(),
  };
}

function wantedOf(filter: CallFilter): CallFilter {
  return { ...filter, ...wholeHours(cutWindow(always, filter)) };
}

/** Numbers are written as text, since JSON has none that are infinite. */
function keyOf(filter: CallFilter): string {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries, (_key, value: unknown) =>
    typeof value === 'number' ? String(value) : value,
  );
}
