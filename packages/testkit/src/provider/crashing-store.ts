import type { Store } from '@cdr/core';

/** Where a process ends: right before or right after one of its commits, counted from 0. */
export interface CrashPoint {
  commit: number;
  when: 'before' | 'after';
}

/** What a process that is no more throws, here where it goes on. */
export class CrashError extends Error {}

/** A store as the process sees it that is killed at some point: nothing gets into it afterwards. */
export interface CrashingStore {
  store: Store;
  /** Ends the process now. */
  crash(): never;
  /** Commits so far. */
  commits: () => number;
}

/** The store, for a process that ends at that point, or when it is told to. */
export function createCrashingStore(store: Store, point: CrashPoint | null): CrashingStore {
  let isDead = false;
  let commits = 0;

  function crash(): never {
    isDead = true;
    throw new CrashError('the process ends here');
  }

  function assertAlive(): void {
    if (isDead) crash();
  }

  async function atCommit<T>(commit: () => Promise<T>): Promise<T> {
    assertAlive();
    const isHere = point !== null && commits === point.commit;
    commits += 1;
    if (isHere && point.when === 'before') crash();
    const result = await commit();
    if (isHere) crash();
    return result;
  }

  return {
    crash,
    commits: () => commits,
    store: {
      ...store,
      commit: (reading) => atCommit(() => store.commit(reading)),
      confirm: (readings) => atCommit(() => store.confirm(readings)),
      commitStatistics: (reading) => atCommit(() => store.commitStatistics(reading)),
      commitNotes: (reading) => atCommit(() => store.commitNotes(reading)),
      async recordRun(run) {
        assertAlive();
        await store.recordRun(run);
      },
      async optimize() {
        assertAlive();
        await store.optimize();
      },
    },
  };
}
