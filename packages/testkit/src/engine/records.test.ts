import { replayRejected } from '@cdr/engine';
import { describe, expect, it } from 'vitest';
import {
  type ArtificialRecord,
  at,
  contentOf,
  createArtificialVendor,
} from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { withStore } from '../store/store-subject.ts';

const hourMs = 3_600_000;
const now = at('2025-05-14T09:00');
const asked = { from: at('2025-05-14T00:00'), to: at('2025-05-14T08:00') };
const records: ArtificialRecord[] = Array.from({ length: 16 }, (_, index) => ({
  key: `r${index}`,
  at: asked.from + index * 30 * 60_000,
}));
const lookback = 'P1D';

describe.each(stores)('records, into %s', (_, openStore) => {
  const bench = (work: (own: ReturnType<typeof createEngineBench>) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));

  describe('with ids', () => {
    it('keeps one row of a record that moves from slice to slice, wherever it goes', () =>
      bench(async ({ sync, open, content, calls }) => {
        const vendor = createArtificialVendor(records, { span: 'PT1H', concurrency: 1 });
        const source = open('demo', vendor.provider, { lookback });
        await sync(source, asked);
        const [, , , first, , , , , , , , , last] = vendor.records;
        for (const moved of [first, last]) {
          if (moved === undefined) throw new Error('the vendor lacks records');
          moved.at =
            moved.at < at('2025-05-14T04:00') ? moved.at + 4 * hourMs : moved.at - 5 * hourMs;
          const { status } = await sync(source, asked);
          expect(status).toBe('complete');
          expect(await content()).toEqual(contentOf(vendor.records));
          expect(new Set((await calls()).map(({ id }) => id)).size).toBe(records.length);
        }
      }));

    it('keeps what the vendor no longer tells', () =>
      bench(async ({ sync, open, content }) => {
        const vendor = createArtificialVendor(records);
        const source = open('demo', vendor.provider, { lookback });
        await sync(source, asked);
        vendor.records.splice(3, 1);
        const { sources } = await sync(source, asked);
        expect(sources[0]?.rows.removed).toBe(0);
        expect(await content()).toEqual(contentOf(records));
      }));

    it('maps everything anew when the mapping changed', () =>
      bench(async ({ sync, open }) => {
        const config = { lookback };
        await sync(open('demo', createArtificialVendor(records).provider, config), asked);
        const changed = createArtificialVendor(records, { mapperVersion: 1 });
        const { sources } = await sync(open('demo', changed.provider, config), asked);
        expect(sources[0]?.rows).toMatchObject({ updated: 16, unchanged: 0 });
      }));
  });

  describe('without ids', () => {
    const traits = { identity: 'content' } as const;

    it('removes what is gone once the vendor has said so twice in a row', () =>
      bench(async ({ sync, open, content }) => {
        const vendor = createArtificialVendor(records, traits);
        const source = open('demo', vendor.provider, { lookback });
        await sync(source, asked);
        vendor.records.splice(3, 2);
        const { sources } = await sync(source, asked);
        expect(sources[0]?.rows).toMatchObject({ received: 14, removed: 2, unchanged: 14 });
        expect(sources[0]?.slices.reread).toBeGreaterThan(0);
        expect(await content()).toEqual(contentOf(vendor.records));
      }));

    it('removes nothing where records never go', () =>
      bench(async ({ sync, open, content }) => {
        const vendor = createArtificialVendor(records, { ...traits, mutable: false });
        const source = open('demo', vendor.provider, { lookback });
        await sync(source, asked);
        vendor.records.splice(0, 16);
        const { status, sources } = await sync(source, asked);
        expect(status).toBe('complete');
        expect(sources[0]?.rows).toMatchObject({ received: 0, removed: 0 });
        expect(sources[0]?.slices.reread).toBe(0);
        expect(await content()).toEqual(contentOf(records));
      }));

    it('removes nothing that the second answer has again', () =>
      bench(async ({ sync, open, content }) => {
        const vendor = createArtificialVendor(records, traits);
        const source = open('demo', vendor.provider, { lookback });
        await sync(source, asked);
        const before = vendor.readings.length;
        const told = new Set<number>();
        vendor.answer = ({ page, request }) => {
          if (told.has(request.owned.from)) return page;
          told.add(request.owned.from);
          return { ...page, rows: page.rows.slice(1), texts: page.texts.slice(1) };
        };
        const { status, sources } = await sync(source, asked);
        expect(status).toBe('complete');
        expect(sources[0]?.rows).toMatchObject({ removed: 0, unchanged: 16 });
        expect(vendor.readings.length).toBe(before + 2 * told.size);
        expect(await content()).toEqual(contentOf(records));
      }));

    it('has back what empty answers removed, though the range had settled by then', () =>
      bench(async ({ sync, open, content }) => {
        const vendor = createArtificialVendor(records, traits);
        const source = open('demo', vendor.provider, { lookback });
        await sync(source, asked);
        vendor.records.splice(0);
        const { sources } = await sync(source, asked);
        expect(sources[0]?.rows).toMatchObject({ received: 0, removed: 16 });
        expect(new Set(sources[0]?.covered.map(({ state }) => state))).toEqual(
          new Set(['provisional']),
        );
        vendor.records.push(...records);
        const settled = await sync(open('demo', vendor.provider, { lookback: 'PT0S' }), asked);
        expect(settled.sources[0]?.rows.inserted).toBeGreaterThan(0);
        expect(settled.sources[0]?.covered.at(0)?.state).toBe('sealed');
        await sync(source, asked);
        expect(await content()).toEqual(contentOf(records));
      }));

    it('removes nothing while the vendor says something else each time', () =>
      bench(async ({ sync, open, content }) => {
        const vendor = createArtificialVendor(records, traits);
        const source = open('demo', vendor.provider, { lookback });
        await sync(source, asked);
        vendor.answer = ({ page, reading }) => {
          const skipped = reading % page.rows.length;
          const others = <T>(list: readonly T[]) => list.filter((_own, place) => place !== skipped);
          return { ...page, rows: others(page.rows), texts: others(page.texts) };
        };
        const { status, sources } = await sync(source, asked);
        expect(status).toBe('failed');
        expect(sources[0]?.errors).toEqual([expect.stringContaining('Nothing was removed')]);
        expect(sources[0]?.gaps).toEqual([]);
        expect(await content()).toEqual(contentOf(records));
      }));

    it('keeps, adds and removes records that are all the same', () =>
      bench(async ({ sync, open, calls }) => {
        const twin = { key: 'twin', at: asked.from };
        const vendor = createArtificialVendor([twin, twin, twin], traits);
        const source = open('demo', vendor.provider, { lookback });
        const ordinals = async () => (await calls()).map(({ id }) => id.slice(-2)).sort();
        await sync(source, asked);
        expect(await ordinals()).toEqual(['-1', '-2', '-3']);
        vendor.records.push(twin);
        expect((await sync(source, asked)).sources[0]?.rows).toMatchObject({ inserted: 1 });
        expect(await ordinals()).toEqual(['-1', '-2', '-3', '-4']);
        vendor.records.splice(0, 2);
        expect((await sync(source, asked)).sources[0]?.rows).toMatchObject({ removed: 2 });
        expect(await ordinals()).toEqual(['-1', '-2']);
      }));
  });

  describe.each(['id', 'content'] as const)('rejected, with identity by %s', (identity) => {
    it('brings rejected rows back without touching the proof of coverage', () =>
      bench(async ({ sync, open, content, store, clock }) => {
        const vendor = createArtificialVendor(records, { identity, span: 'PT1H' });
        vendor.reject = ({ key }) => (/[159]$/.test(key) ? 'odd key' : null);
        const source = open('demo', vendor.provider, { lookback });
        const { sources } = await sync(source, asked);
        const odd = records.filter(({ key }) => /[159]$/.test(key));
        expect(sources[0]?.rows.rejected).toBe(odd.length);
        expect(await content()).toEqual(contentOf(records.filter((own) => !odd.includes(own))));

        const before = await store.coverage();
        vendor.reject = ({ key }) => (key === 'r5' ? 'still odd' : null);
        const reopened = open('demo', vendor.provider, { lookback });
        expect(await replayRejected(store, [reopened])).toEqual({
          replayed: odd.length - 1,
          stillRejected: 1,
          superseded: 0,
          outside: 0,
          reasons: { 'still odd': 1 },
        });
        expect(await content()).toEqual(contentOf(records.filter(({ key }) => key !== 'r5')));
        expect(await rejectedTexts(store)).toEqual([JSON.stringify(records[5])]);
        expect((await store.coverage()).map(({ from, to }) => [from, to])).toEqual(
          before.map(({ from, to }) => [from, to]),
        );

        vendor.reject = () => null;
        clock.advance(60_000);
        const again = await sync(open('demo', vendor.provider, { lookback }), asked);
        expect(again.sources[0]?.rows).toMatchObject({
          inserted: 1,
          updated: 0,
          removed: 0,
          unchanged: 15,
        });
        expect(await content()).toEqual(contentOf(records));
        expect(await rejectedTexts(store)).toEqual([]);
      }));

    it('forgets rejected rows of ranges that were never read', () =>
      bench(async ({ sync, open, content, store }) => {
        const vendor = createArtificialVendor(records, { identity, margin: 'PT6H' });
        vendor.reject = () => 'nothing is good enough';
        const source = open('demo', vendor.provider);
        const part = { from: asked.from, to: asked.from + 2 * hourMs };
        await sync(source, part);
        const rejected = await rejectedTexts(store);
        const owned = records.filter(({ at }) => at < part.to);
        expect(rejected.length).toBeGreaterThan(owned.length);
        vendor.reject = () => null;
        expect(await replayRejected(store, [source])).toMatchObject({
          replayed: owned.length,
          outside: rejected.length - owned.length,
        });
        expect(await content()).toEqual(contentOf(owned));
        expect(await rejectedTexts(store)).toEqual([]);
      }));

    it('puts no rejected row over what the vendor has repaired since', () =>
      bench(async ({ sync, open, content, store }) => {
        const vendor = createArtificialVendor(
          records.map((own) => ({ ...own, note: /^r(5|14)$/.test(own.key) ? 'bad' : 'good' })),
          { identity },
        );
        vendor.reject = ({ note }) => (note === 'bad' ? 'bad' : null);
        await sync(open('demo', vendor.provider), asked);
        expect(await rejectedTexts(store)).toHaveLength(2);

        // Of the slice that held both, the end alone is read again.
        vendor.records = vendor.records.map((own) =>
          own.key === 'r14' ? { ...own, note: 'repaired' } : own,
        );
        await sync(open('demo', vendor.provider, { lookback: 'PT3H' }), asked);
        vendor.reject = () => null;
        expect(await replayRejected(store, [open('demo', vendor.provider)])).toMatchObject({
          replayed: 1,
          superseded: 1,
        });
        expect(await content()).toEqual(contentOf(vendor.records));
        expect(await rejectedTexts(store)).toEqual([]);
      }));

    it('replays each source by its own mapping', () =>
      bench(async ({ sync, open, content, store }) => {
        const vendor = createArtificialVendor(records, { identity });
        vendor.reject = () => 'nothing is good enough';
        const sources = ['a', 'b'].map((name) => open(name, vendor.provider));
        await sync(sources, asked);
        vendor.reject = () => null;
        const [first] = sources;
        if (first === undefined) throw new Error('no source');
        expect(await replayRejected(store, [first])).toMatchObject({ replayed: 16 });
        expect(await content('a')).toEqual(contentOf(records));
        expect(await content('b')).toEqual([]);
        expect(await rejectedTexts(store)).toHaveLength(16);
      }));
  });

  it('numbers replayed twins together with those that were stored', () =>
    bench(async ({ sync, open, calls, store }) => {
      const twins = ['x', 'y', 'y', 'z'].map((note) => ({ key: 'twin', at: asked.from, note }));
      const vendor = createArtificialVendor(twins, { identity: 'content' });
      vendor.reject = ({ note }) => (note === 'y' ? 'not y' : null);
      const source = open('demo', vendor.provider, { lookback });
      await sync(source, asked);
      vendor.reject = () => null;
      expect(await replayRejected(store, [source])).toMatchObject({ replayed: 1 });
      const told = async () => (await calls()).map(({ id, group }) => `${id.slice(-2)} ${group}`);
      expect(await told()).toEqual(['-1 x', '-2 y', '-3 y', '-4 z']);
      const { sources } = await sync(source, asked);
      expect(sources[0]?.rows).toMatchObject({ inserted: 0, updated: 0, removed: 0, unchanged: 4 });
    }));

  it('refuses to number twins anew whose rows were not kept', () =>
    bench(async ({ sync, open, store }) => {
      const twins = ['x', 'y'].map((note) => ({ key: 'twin', at: asked.from, note }));
      const vendor = createArtificialVendor(twins, { identity: 'content' });
      vendor.reject = ({ note }) => (note === 'y' ? 'not y' : null);
      const source = open('demo', vendor.provider);
      await sync(source, asked, { raw: 'none' });
      vendor.reject = () => null;
      await expect(replayRejected(store, [source])).rejects.toThrow(/Sync that range again/);
      expect(await rejectedTexts(store)).toHaveLength(1);
    }));
});

async function rejectedTexts(store: Parameters<typeof createEngineBench>[0]): Promise<string[]> {
  const texts: string[] = [];
  for await (const batch of store.rejected()) texts.push(...batch.map(({ raw }) => raw));
  return texts;
}
