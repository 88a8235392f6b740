/** Rows that were read and wait to be stored. */
export interface Backlog {
  /** Counts the rows until they are stored. */
  hold: <T>(rows: number, store: () => Promise<T>) => Promise<T>;
  /** Resolves when fewer rows wait than there may be. */
  room(): Promise<void>;
}

/** A backlog of about `mostRows`: what was begun before it was full still comes on top. */
export function createBacklog(mostRows: number): Backlog {
  const stored = new Set<Promise<unknown>>();
  let waiting = 0;

  async function count<T>(rows: number, store: () => Promise<T>): Promise<T> {
    waiting += rows;
    try {
      return await store();
    } finally {
      waiting -= rows;
    }
  }

  return {
    async hold(rows, store) {
      const storing = count(rows, store);
      stored.add(storing);
      try {
        return await storing;
      } finally {
        stored.delete(storing);
      }
    },
    async room() {
      // How storing ends is for those to hear who asked for it.
      while (waiting >= mostRows) await Promise.race(stored).catch(() => undefined);
    },
  };
}
