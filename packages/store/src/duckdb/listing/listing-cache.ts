import type { ListingIndex } from './listing-index.ts';

/** Indexes of listings, for as long as the data stays as it is. */
export interface ListingCache {
  /** The index by that name, made as of that revision; `null` when there is none. */
  find(key: string, revision: number): Promise<ListingIndex> | null;
  /** Keeps an index that is being made. One that can't be made is forgotten. */
  keep(key: string, revision: number, index: Promise<ListingIndex>): void;
}

/** How much is kept at most: these many indexes, which hold these many hours together. */
export interface ListingCacheLimits {
  indexes: number;
  hours: number;
}

/** Some megabytes. */
const defaultLimits: ListingCacheLimits = { indexes: 64, hours: 200_000 };

/** A cache that forgets everything with the first question of a new revision, and else what was not asked for longest. */
export function createListingCache({
  indexes,
  hours,
}: ListingCacheLimits = defaultLimits): ListingCache {
  const kept = new Map<string, { index: Promise<ListingIndex>; hours: number }>();
  let keptRevision = 0;

  function turnTo(revision: number): void {
    if (revision !== keptRevision) kept.clear();
    keptRevision = revision;
  }

  function shrink(): void {
    let held = 0;
    for (const entry of kept.values()) held += entry.hours;
    for (const [key, entry] of kept) {
      if (kept.size <= indexes && held <= hours) return;
      held -= entry.hours;
      kept.delete(key);
    }
  }

  return {
    find(key, revision) {
      turnTo(revision);
      const entry = kept.get(key);
      if (entry === undefined) return null;
      kept.delete(key);
      kept.set(key, entry);
      return entry.index;
    },
    keep(key, revision, index) {
      turnTo(revision);
      const entry = { index, hours: 0 };
      kept.set(key, entry);
      shrink();
      index.then(
        (made) => {
          entry.hours = made.hours.length;
          shrink();
        },
        () => {
          if (kept.get(key) === entry) kept.delete(key);
        },
      );
    },
  };
}
