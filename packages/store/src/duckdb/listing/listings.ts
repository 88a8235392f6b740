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
    const wanted = { ...filter, ...wholeHours(cutWindow(always, filter)) };
    const key = keyOf(wanted);
    return readers.use((connection) =>
      inTransaction(connection, () => {
        let own: Promise<ListingIndex> | null = null;
        const known = () => own ?? (at === null ? null : cache.find(key, at));
        return work({
          connection,
          index() {
            own = known();
            if (own !== null) return own;
            own = loadListingIndex(connection, wanted);
            if (at !== null) cache.keep(key, at, own);
            return own;
          },
          knownIndex: async () => known(),
        });
      }),
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

/** Numbers are written as text, since JSON has none that are infinite. */
function keyOf(filter: CallFilter): string {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries, (_key, value: unknown) =>
    typeof value === 'number' ? String(value) : value,
  );
}
