/** What a change is about: these sources, or `null` for whatever there is. */
export type Concern = readonly string[] | null;

/** Tells whether data is still as it was, without a look at it. */
export interface Revision {
  /**
   * The same number as long as nothing was changed; `null` while a change is becoming visible. With
   * `sources`, as far as these are concerned.
   */
  current(sources?: readonly string[]): number | null;
  /** Runs the work by which a change becomes visible. One change at a time. */
  change<T>(concern: Concern, work: () => Promise<T>): Promise<T>;
  /** Tells of a change that became visible at once. */
  changed(concern: Concern): void;
}

export function createRevision(): Revision {
  let revision = 0;
  /** The last change of each source, and the last one that concerned all. */
  const bySource = new Map<string, number>();
  let ofAll = 0;
  let changing: Concern | undefined;

  function isChanging(sources?: readonly string[]): boolean {
    if (changing === undefined) return false;
    if (changing === null || sources === undefined) return true;
    return changing.some((source) => sources.includes(source));
  }

  function changed(concern: Concern): void {
    revision += 1;
    if (concern === null) ofAll = revision;
    else for (const source of concern) bySource.set(source, revision);
  }

  return {
    changed,
    current(sources) {
      if (isChanging(sources)) return null;
      if (sources === undefined) return revision;
      return Math.max(ofAll, ...sources.map((source) => bySource.get(source) ?? 0));
    },
    async change(concern, work) {
      changing = concern;
      try {
        return await work();
      } finally {
        changed(concern);
        changing = undefined;
      }
    },
  };
}
