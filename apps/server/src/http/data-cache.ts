import type { Store } from '@cdr/core';

/** Keeps what was made of stored data until anything is written. */
export interface DataCache<Made> {
  /** What is kept under the key, else what `make` makes; those who ask meanwhile share it. */
  get(key: string, make: () => Promise<Made>): Promise<Made>;
}

/** What is kept. */
export interface DataCacheInput<Made> {
  store: Pick<Store, 'revision'>;
  /** In the unit of `limit`. */
  sizeOf: (made: Made) => number;
  /**
   * The most that is kept together, to which every letter of a key adds one; what was not asked for
   * longest goes first.
   */
  limit: number;
}

interface Entry<Made> {
  made: Promise<Made>;
  size: number;
}

/**
 * Makes an empty cache. Whatever is written, it forgets everything; while that is just becoming
 * visible, it keeps nothing.
 */
export function createDataCache<Made>({
  store,
  sizeOf,
  limit,
}: DataCacheInput<Made>): DataCache<Made> {
  const kept = new Map<string, Entry<Made>>();
  let held = 0;
  let keptRevision: number | null = null;

  function turnTo(revision: number | null): void {
    if (revision === keptRevision && revision !== null) return;
    kept.clear();
    held = 0;
    keptRevision = revision;
  }

  function drop(key: string, entry: Entry<Made>): void {
    if (kept.get(key) !== entry) return;
    kept.delete(key);
    held -= entry.size;
  }

  function settle(key: string, entry: Entry<Made>, size: number): void {
    if (kept.get(key) !== entry) return;
    held += size;
    entry.size = size;
    // What is larger than all may be drives nothing else out.
    if (size > limit) drop(key, entry);
    for (const [oldKey, old] of kept) {
      if (held <= limit) return;
      drop(oldKey, old);
    }
  }

  return {
    get(key, make) {
      const revision = store.revision();
      turnTo(revision);
      if (revision === null) return make();
      const known = kept.get(key);
      if (known !== undefined) {
        // The last one asked for is the last one to go.
        kept.delete(key);
        kept.set(key, known);
        return known.made;
      }
      const entry: Entry<Made> = { made: make(), size: 0 };
      kept.set(key, entry);
      entry.made.then(
        (made) => settle(key, entry, key.length + sizeOf(made)),
        () => drop(key, entry),
      );
      return entry.made;
    },
  };
}
