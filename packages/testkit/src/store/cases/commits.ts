import { describe, expect, it } from 'vitest';
import { notesReading, sampleCallNotes, sampleNote } from '../sample-notes.ts';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { contentOf, listAll } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const anna = { id: '7', name: 'Anna', login: 'anna', extension: '101' };
const jan = { id: null, name: 'Jan', login: null, extension: '102' };
const urgent = { id: 't1', name: 'urgent', color: '#f00' };

/** What commits do to calls. */
export function describeCommits(openStore: OpenStore): void {
  describe('commits', () => {
    it('inserts calls that are new', () =>
      withStore(openStore, async ({ store }) => {
        const rows = [sampleRow('alpha:1', 0), sampleRow('alpha:2', 1)];
        expect(await store.commit(sampleReading([0, 10], rows))).toEqual({
          committed: true,
          counts: { inserted: 2, updated: 0, unchanged: 0, removed: 0 },
        });
        expect(await listAll(store)).toMatchObject([
          { id: 'alpha:1', source: 'alpha', provider: 'sample' },
          { id: 'alpha:2' },
        ]);
      }));

    it('does not write calls whose hash is known', () =>
      withStore(openStore, async ({ store }) => {
        const row = sampleRow('alpha:1', 0, { destination: 'first' });
        await store.commit(sampleReading([0, 10], [row]));
        const same = { ...sampleRow('alpha:1', 0, { destination: 'second' }), hash: row.hash };
        expect(await store.commit(sampleReading([0, 10], [same]))).toMatchObject({
          counts: { inserted: 0, updated: 0, unchanged: 1 },
        });
        expect(await listAll(store)).toMatchObject([{ destination: 'first' }]);
      }));

    it('replaces a changed call with all that belongs to it', () =>
      withStore(openStore, async ({ store }) => {
        const before = sampleRow('alpha:1', 0, { agents: [anna, jan], tags: [urgent, urgent] });
        const other = sampleRow('alpha:2', 0, { agents: [jan, anna], tags: [urgent] });
        await store.commit(sampleReading([0, 10], [before, other]));
        const after = { ...sampleRow('alpha:1', 3, { agents: [jan] }), raw: null };
        expect(await store.commit(sampleReading([0, 10], [after, other]))).toMatchObject({
          counts: { inserted: 0, updated: 1, unchanged: 1 },
        });
        const [second, first] = await listAll(store, { raw: true });
        expect(first).toMatchObject({ id: 'alpha:1', agents: [jan], tags: [] });
        expect(first).not.toHaveProperty('raw');
        expect(second).toMatchObject({
          id: 'alpha:2',
          agents: [jan, anna],
          tags: [urgent],
          raw: { id: 'alpha:2' },
        });
      }));

    it('takes a known id with another start for the same call, wherever it was', () =>
      withStore(openStore, async ({ store }) => {
        const known = { agents: [anna, jan], tags: [urgent] };
        await store.commit(sampleReading([0, 10], [sampleRow('alpha:1', 5, known)]));
        await store.commit(sampleReading([0, 10], [sampleRow('alpha:1', 5)], { source: 'beta' }));
        expect(
          await store.commit(sampleReading([20, 30], [sampleRow('alpha:1', 25, known)])),
        ).toMatchObject({ counts: { inserted: 0, updated: 1, unchanged: 0, removed: 0 } });
        expect(await listAll(store, { filter: { source: ['alpha'] }, raw: true })).toMatchObject([
          { startedAt: '2025-03-01T08:25:00.000Z', ...known, raw: { atMinute: 25 } },
        ]);
        expect(await store.count({ source: ['beta'] })).toBe(1);
      }));

    it('keeps calls that a reading lacks, or removes them', () =>
      withStore(openStore, async ({ store }) => {
        const rows = [0, 1, 2].map((at) => sampleRow(`alpha:${at}`, at, { agents: [anna, jan] }));
        await store.commit(sampleReading([0, 10], rows));
        await store.commit(sampleReading([10, 20], [sampleRow('alpha:outside', 10)]));
        const some = rows.slice(0, 1);
        expect(await store.commit(sampleReading([0, 10], some))).toMatchObject({
          counts: { unchanged: 1, removed: 0 },
        });
        expect(await store.count()).toBe(4);
        expect(
          await store.commit(sampleReading([0, 10], some, { missing: 'remove' })),
        ).toMatchObject({ counts: { unchanged: 1, removed: 2 } });
        expect((await listAll(store)).map(({ id }) => id)).toEqual(['alpha:0', 'alpha:outside']);
      }));

    it('leaves no trace of a reading that waits to be confirmed', () =>
      withStore(openStore, async ({ store }) => {
        const rows = [0, 1].map((at) => sampleRow(`alpha:${at}`, at));
        await store.commit(sampleReading([0, 10], rows));
        const before = await contentOf(store);
        const fewer = sampleReading([0, 20], [sampleRow('alpha:new', 15)], {
          missing: 'confirm',
          rejected: [{ raw: '{}', reason: 'no date' }],
        });
        expect(await store.commit(fewer)).toEqual({ committed: false, wouldRemove: 2 });
        expect(await contentOf(store)).toEqual(before);
        const all = { ...fewer, rows: [...rows, ...fewer.rows] };
        expect(await store.commit(all)).toMatchObject({ committed: true });
      }));

    it('puts calls of other ids in the place of renamed ones, with all that belongs to them', () =>
      withStore(openStore, async ({ store }) => {
        const at = (id: string, minutes: readonly number[]) =>
          minutes.map((start) => sampleRow(`alpha:${id}${start}`, start, { agents: [anna] }));
        await store.commit(sampleReading([0, 20], at('old-', [1, 2, 3, 12])));
        const rejected = [{ raw: '{}', reason: 'no text' }];
        const notes = [sampleNote('alpha:n1', { text: 'hello' })];
        const noted = sampleCallNotes('alpha:old-1', 1, notes, { rejected });
        await store.commitNotes(notesReading([noted]));
        const renamed = {
          windows: [{ from: minute(0), to: minute(10) }],
          surplus: 'confirm' as const,
        };
        expect(
          await store.commit(sampleReading([0, 20], at('new-', [1, 2, 3, 15]), { renamed })),
        ).toEqual({
          committed: true,
          counts: { inserted: 1, updated: 3, unchanged: 0, removed: 0 },
        });
        expect((await listAll(store, { raw: true })).map(({ id }) => id)).toEqual([
          'alpha:new-1',
          'alpha:new-2',
          'alpha:new-3',
          'alpha:old-12',
          'alpha:new-15',
        ]);
        expect(await contentOf(store)).toMatchObject({
          notes: [],
          rejected: [],
          coverage: [{ rows: 5 }],
        });
      }));

    it('removes renamed calls that nothing new takes the place of, once that is confirmed', () =>
      withStore(openStore, async ({ store }) => {
        const old = [1, 2, 3].map((start) => sampleRow(`alpha:old-${start}`, start));
        await store.commit(sampleReading([0, 10], old));
        const before = await contentOf(store);
        const windows = [{ from: minute(0), to: minute(10) }];
        const beyond = [11, 12].map((start) => sampleRow(`alpha:new-${start}`, start));
        const rows = [sampleRow('alpha:new-1', 1), ...old.slice(1, 2), ...beyond];
        const fewer = sampleReading([0, 20], rows, { renamed: { windows, surplus: 'confirm' } });
        expect(await store.commit(fewer)).toEqual({ committed: false, wouldRemove: 1 });
        expect(await contentOf(store)).toEqual(before);
        const confirmed = { ...fewer, renamed: { windows, surplus: 'remove' as const } };
        expect(await store.commit(confirmed)).toEqual({
          committed: true,
          counts: { inserted: 2, updated: 1, unchanged: 1, removed: 1 },
        });
        expect((await listAll(store)).map(({ id }) => id)).toEqual([
          'alpha:new-1',
          'alpha:old-2',
          'alpha:new-11',
          'alpha:new-12',
        ]);
      }));

    it('refuses a reading that breaks its rules, and leaves no trace of it', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], [sampleRow('alpha:1', 0)]));
        const before = await contentOf(store);
        const many = Array.from({ length: 3000 }, (_, at) => sampleRow(`alpha:m${at}`, at % 10));
        const rejected = [{ raw: '{}', reason: 'no date' }];
        for (const broken of [
          [...many, sampleRow('alpha:late', 10)],
          [...many, sampleRow('alpha:m1', 3)],
        ]) {
          await expect(
            store.commit(sampleReading([0, 10], broken, { rejected })),
          ).rejects.toMatchObject({ code: 'store' });
          expect(await contentOf(store)).toEqual(before);
        }
        await store.commit(sampleReading([0, 10], many));
        expect(await store.count()).toBe(3001);
      }));

    it('takes commits that come at the same time', () =>
      withStore(openStore, async ({ store }) => {
        const slices = Array.from({ length: 12 }, (_, slice) => slice);
        const results = await Promise.all(
          slices.map((slice) => {
            const rows = [0, 1, 2].map((at) =>
              sampleRow(`alpha:${slice}-${at}`, slice * 5 + at, { agents: [anna] }),
            );
            // One of them fails, which is no one else's business.
            const broken = slice === 5 ? [sampleRow('alpha:late', 500)] : [];
            return store
              .commit(sampleReading([slice * 5, slice * 5 + 5], [...rows, ...broken]))
              .catch(() => null);
          }),
        );
        expect(results.map((result) => result !== null)).toEqual(
          slices.map((slice) => slice !== 5),
        );
        expect(await store.count()).toBe(33);
        expect(await store.coverage()).toMatchObject([
          { from: minute(0), to: minute(25), rows: 15 },
          { from: minute(30), to: minute(60), rows: 18 },
        ]);
      }));

    it('gives back what is not known of a queue, a recording or a rating as none', () =>
      withStore(openStore, async ({ store }) => {
        const row = sampleRow('alpha:1', 0, {
          queue: { id: null, name: null },
          recording: { ref: null, url: null, downloadUrl: null },
          rating: { scale: null, value: null },
        });
        await store.commit(sampleReading([0, 10], [row]));
        expect(await listAll(store)).toMatchObject([
          { queue: null, recording: null, rating: null },
        ]);
      }));

    it('keeps what it holds when it is opened again', () =>
      withStore(openStore, async ({ store, reopen }) => {
        if (reopen === undefined) return;
        const row = sampleRow('alpha:1', 0, { agents: [anna, jan], tags: [urgent] });
        await store.commit(
          sampleReading([0, 10], [row], { rejected: [{ raw: '{}', reason: 'no date' }] }),
        );
        const before = await contentOf(store);
        const again = await reopen();
        expect(await contentOf(again)).toEqual(before);
        expect(await again.commit(sampleReading([0, 10], [row]))).toMatchObject({
          counts: { unchanged: 1 },
        });
      }));
  });
}
