import { createCallFields, intersectWindows, type Store, toInstant, type Window } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';

/** Stores that lose, add or miscount what even a sound provider reads. */
export const brokenStores: Record<string, () => Store> = {
  'forgets what was covered before the last run': () => {
    const store = createMemoryStore();
    let recent: Window[] = [];
    let isOver = false;
    return {
      ...store,
      async commit(reading) {
        if (isOver) recent = [];
        isOver = false;
        recent.push(reading.window);
        return store.commit(reading);
      },
      async recordRun(run, messages) {
        isOver = true;
        await store.recordRun(run, messages);
      },
      coverage: async (source) =>
        (await store.coverage(source)).flatMap((entry) =>
          intersectWindows([entry], recent).map((window) => ({ ...entry, ...window })),
        ),
    };
  },
  'counts a record less than it takes': () => {
    const store = createMemoryStore();
    return {
      ...store,
      async commit(reading) {
        const result = await store.commit(reading);
        if (!result.committed || result.counts.inserted === 0) return result;
        const { inserted, ...counts } = result.counts;
        return { committed: true, counts: { ...counts, inserted: inserted - 1 } };
      },
    };
  },
  'makes a call of every sum': () => {
    const store = createMemoryStore();
    return {
      ...store,
      async commitStatistics(reading) {
        const { source, stream, provider, window } = reading;
        const call = createCallFields({
          startedAt: toInstant(window.from),
          timePrecision: 'second',
          timeZone: 'UTC',
        });
        const rows = [{ id: `${source}:${window.from}`, call, raw: null, hash: 1 }];
        const of = { source, stream, provider, window };
        await store.commit({ ...of, proof: null, rows, rejected: [], missing: 'keep' });
        return store.commitStatistics(reading);
      },
    };
  },
  'takes calls for covered where sums are': () => {
    const store = createMemoryStore();
    return {
      ...store,
      coverage: async (source) =>
        (await store.coverage(source)).flatMap((entry) => [entry, { ...entry, stream: 'calls' }]),
    };
  },
};
