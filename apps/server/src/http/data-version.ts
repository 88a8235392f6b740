import { randomUUID } from 'node:crypto';
import type { Store } from '@cdr/core';

/** Tells answers apart that were made before and after something was written. */
export interface DataVersion {
  /** Changes with everything that is written. */
  current(): string;
}

/**
 * The store, and the version of what is in it: all writing goes through this object, since one process
 * at a time has the store. Versions of different processes are never the same.
 */
export function createVersionedStore(store: Store): { store: Store; version: DataVersion } {
  const process = randomUUID().slice(0, 8);
  let count = 0;

  async function counted<Result>(writing: Promise<Result>): Promise<Result> {
    try {
      return await writing;
    } finally {
      count += 1;
    }
  }

  return {
    store: {
      ...store,
      commit: (reading) => counted(store.commit(reading)),
      confirm: (readings) => counted(store.confirm(readings)),
      commitStatistics: (reading) => counted(store.commitStatistics(reading)),
      commitNotes: (reading) => counted(store.commitNotes(reading)),
      deleteRejected: (ids) => counted(store.deleteRejected(ids)),
      deleteRawBefore: (before, source) => counted(store.deleteRawBefore(before, source)),
    },
    version: { current: () => `${process}-${count}` },
  };
}
