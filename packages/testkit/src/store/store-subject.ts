import type { Store } from '@cdr/core';

/** A store to be tried, empty and opened. */
export interface StoreSubject {
  store: Store;
  /** Closes the store and opens the same data again; absent for stores that keep nothing. */
  reopen?: () => Promise<Store>;
  /** Closes what is open and takes away what was written. */
  cleanup: () => Promise<void>;
}

/** Opens a new, empty store for each test. */
export type OpenStore = () => Promise<StoreSubject>;

/** Runs `work` with a store of its own. */
export async function withStore(
  openStore: OpenStore,
  work: (subject: StoreSubject) => Promise<void>,
): Promise<void> {
  const subject = await openStore();
  try {
    await work(subject);
  } finally {
    await subject.cleanup();
  }
}
