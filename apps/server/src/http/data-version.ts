import { randomUUID } from 'node:crypto';
import type { Store } from '@cdr/core';

/** Tells answers apart that were made before and after something was written. */
export interface DataVersion {
  /**
   * Another text after anything was written that concerns these sources; `null` while that is just
   * becoming visible. Tells nothing about how much was written, nor about other sources.
   */
  current(sources: readonly string[]): string | null;
}

/** The version of what is in a store. Versions of different processes are never the same. */
export function createDataVersion(store: Pick<Store, 'revision'>): DataVersion {
  const process = randomUUID();
  return {
    current(sources) {
      const revision = store.revision(sources);
      return revision === null ? null : `${process} ${revision}`;
    },
  };
}
