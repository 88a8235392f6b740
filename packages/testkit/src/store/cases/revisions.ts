import type { Store } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { notesReading, sampleCallNotes, sampleNote } from '../sample-notes.ts';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { sampleStatistic, statisticReading } from '../sample-statistics.ts';
import { listAll } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const answer = { digest: 1, received: 1, outside: 0, duplicate: 0, vendorRows: 1 };
const reading = sampleReading([0, 10], [sampleRow('alpha:1', 1)], { answer });
const { proof, rows: _, rejected: __, missing: ___, ...slice } = reading;
const run = {
  id: 'run-1',
  startedAt: '2025-03-01T10:00:00.000Z',
  endedAt: null,
  status: 'running',
  report: null,
} as const;
const key = {
  id: 'k1',
  name: 'dashboard',
  role: 'viewer',
  sources: null,
  createdAt: '2025-03-01T10:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
  salt: 'c2FsdA',
  hash: 'aGFzaA',
} as const;

/** Everything that writes of source `alpha`. */
const writesOfAlpha: Record<string, (store: Store) => Promise<unknown>> = {
  'calls that are new': (store) => store.commit(reading),
  'calls without proof': (store) => store.commit({ ...reading, proof: null }),
  'a rejected row': (store) =>
    store.commit({ ...reading, rows: [], rejected: [{ raw: '{}', reason: 'empty' }] }),
  'an answer that is known': async (store) => {
    if (proof === null) throw new TypeError('the sample is proven');
    expect(await store.confirm([{ ...slice, proof, digest: answer.digest }])).toEqual([true]);
  },
  statistics: (store) =>
    store.commitStatistics(statisticReading([0, 60], [sampleStatistic('alpha:s', 0)])),
  notes: (store) =>
    store.commitNotes(notesReading([sampleCallNotes('alpha:1', 1, [sampleNote('alpha:n')])])),
  'raw rows that go': (store) => store.deleteRawBefore(minute(100), 'alpha'),
};

/** What writes of no source in particular. */
const otherWrites: Record<string, (store: Store) => Promise<unknown>> = {
  'rejected rows that go': (store) => store.deleteRejected(['x']),
  'raw rows of any source that go': (store) => store.deleteRawBefore(minute(100)),
};

/** What says whether something was written. */
export function describeRevisions(openStore: OpenStore): void {
  describe('revisions', () => {
    it('rise with every write, and for its source alone', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(reading);
        for (const [name, write] of Object.entries(writesOfAlpha)) {
          const before = numbersOf(store);
          await write(store);
          const after = numbersOf(store);
          expect(after.all, name).toBeGreaterThan(before.all);
          expect(after.alpha, name).toBeGreaterThan(before.alpha);
          expect(after.beta, name).toBe(before.beta);
          expect(after.both, name).toBeGreaterThan(before.both);
        }
      }));

    it('rise for every source where any may be meant', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(reading);
        for (const [name, write] of Object.entries(otherWrites)) {
          const before = numbersOf(store);
          await write(store);
          const after = numbersOf(store);
          for (const view of ['all', 'alpha', 'beta', 'both'] as const) {
            expect(after[view], `${name}, ${view}`).toBeGreaterThan(before[view]);
          }
        }
      }));

    it('rise for no source with runs and keys', () =>
      withStore(openStore, async ({ store }) => {
        const before = numbersOf(store);
        await store.recordRun(run);
        const between = numbersOf(store);
        await store.recordApiKey({ ...key });
        const after = numbersOf(store);
        expect(between).toEqual({ ...before, all: between.all });
        expect(after).toEqual({ ...before, all: after.all });
        expect(between.all).toBeGreaterThan(before.all);
        expect(after.all).toBeGreaterThan(between.all);
      }));

    it('stay as they are while everything is read', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(reading);
        const before = numbersOf(store);
        await listAll(store);
        await store.summarize({ metrics: ['calls'], timeZone: 'UTC' });
        await store.coverage();
        await store.snapshot(async (calls) => {
          for await (const bytes of calls.csv()) expect(bytes.length).toBeGreaterThan(0);
        });
        expect(numbersOf(store)).toEqual(before);
      }));

    it('rise with what is written while somebody looks at a moment', () =>
      withStore(openStore, async ({ store }) => {
        const before = numbersOf(store);
        await store.snapshot(async () => {
          await store.commit(reading);
          expect(numbersOf(store).alpha).toBeGreaterThan(before.alpha);
        });
      }));

    it('tell calls that are seen from calls that are not, whenever somebody asks', () =>
      withStore(openStore, async ({ store }) => {
        /** How many calls there are, as of a revision; nothing while one becomes visible. */
        const seen = new Map<number, Set<number>>();
        let isDone = false;
        const watch = async () => {
          while (!isDone) {
            const before = store.revision(['alpha']);
            const count = await store.count();
            if (before === null || store.revision(['alpha']) !== before) continue;
            seen.set(before, (seen.get(before) ?? new Set()).add(count));
          }
        };
        const watching = watch();
        for (let at = 0; at < 20; at += 1) {
          await store.commit(sampleReading([at, at + 1], [sampleRow(`alpha:${at}`, at)]));
        }
        isDone = true;
        await watching;
        for (const counts of seen.values()) expect(counts.size).toBe(1);
        expect(await store.count()).toBe(20);
      }));
  });
}

function numbersOf(store: Store) {
  const numberOf = (sources?: string[]) => {
    const revision = store.revision(sources);
    if (revision === null) throw new TypeError('nothing is being written');
    return revision;
  };
  return {
    all: numberOf(),
    alpha: numberOf(['alpha']),
    beta: numberOf(['beta']),
    both: numberOf(['beta', 'alpha']),
  };
}
