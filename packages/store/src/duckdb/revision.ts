/** Tells whether data is still as it was, without a look at it. */
export interface Revision {
  /** The same number as long as the data is the same; `null` while a change is becoming visible. */
  current(): number | null;
  /** Runs the work by which a change becomes visible. One change at a time. */
  change<T>(work: () => Promise<T>): Promise<T>;
}

export function createRevision(): Revision {
  let revision = 0;
  let changing = false;
  return {
    current: () => (changing ? null : revision),
    async change(work) {
      changing = true;
      try {
        return await work();
      } finally {
        revision += 1;
        changing = false;
      }
    },
  };
}
