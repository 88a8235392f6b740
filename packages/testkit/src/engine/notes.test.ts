import { StoreError } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { at } from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { createNotedVendor } from '../__fixtures__/artificial/noted-vendor.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { listNotes } from '../store/store-content.ts';
import { withStore } from '../store/store-subject.ts';

const now = at('2025-05-14T09:00');
const asked = { from: at('2025-05-08T00:00'), to: at('2025-05-14T00:00') };
const records = Array.from({ length: 120 }, (_, index) => ({
  key: `r${index}`,
  at: asked.from + index * 3_600_000,
}));
const createNoted = (revisit = 'PT0S') => createNotedVendor(records, revisit);

describe.each(stores)('notes, into %s', (_, openStore) => {
  const bench = (work: (own: ReturnType<typeof createEngineBench>) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));

  it('asks for the notes of every call once, fifty calls a commit', () =>
    bench(async ({ sync, open, store, events }) => {
      const vendor = createNoted();
      const source = open('demo', vendor.provider);
      const { status, sources } = await sync(source, asked);
      expect(status).toBe('complete');
      expect(sources[0]?.streams[1]).toMatchObject({
        stream: 'notes',
        slices: { planned: 3, done: 3, failed: 0 },
        rows: { received: 120, inserted: 120 },
        gaps: [],
      });
      expect(events.filter((event) => 'stream' in event && event.stream === 'notes')).toHaveLength(
        4,
      );
      expect((await listNotes(store)).map(({ text }) => text)).toEqual([...vendor.texts.values()]);
      vendor.askedFor.length = 0;
      expect((await sync(source, asked)).status).toBe('complete');
      expect(vendor.askedFor).toEqual([]);
    }));

  it('looks at young calls again, and takes what changed or is gone', () =>
    bench(async ({ sync, open, store, clock }) => {
      const vendor = createNoted('P9D');
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      clock.advance(60_000);
      vendor.texts.set('r119', 'changed');
      vendor.texts.delete('r118');
      const { sources } = await sync(source, asked);
      expect(sources[0]?.streams[1]?.rows).toMatchObject({
        ...{ received: 119, inserted: 0, updated: 1, unchanged: 118, removed: 1 },
      });
      expect((await listNotes(store)).at(-1)?.text).toBe('changed');
    }));

  it('leaves out the call that failed, and asks for that alone the next time', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createNoted();
      const source = open('demo', vendor.provider);
      vendor.fail.at = (id) => id === 'r7';
      const { status, sources } = await sync(source, asked);
      expect(status).toBe('partial');
      expect(sources[0]?.streams[1]?.gaps).toHaveLength(1);
      expect(await listNotes(store)).toHaveLength(119);
      vendor.fail.at = () => false;
      vendor.askedFor.length = 0;
      expect((await sync(source, asked)).status).toBe('complete');
      expect(vendor.askedFor).toEqual(['r7']);
    }));

  it('gives up a vendor that is away, and goes on behind what was stored when it was killed', () =>
    bench(async ({ sync, open, store, clock }) => {
      const vendor = createNoted();
      const source = open('demo', vendor.provider);
      vendor.fail.at = () => true;
      await sync(source, asked);
      expect(vendor.askedFor).toHaveLength(3);
      vendor.fail.at = () => false;
      let commits = 0;
      const dying: typeof store = {
        ...store,
        async commitNotes(reading) {
          commits += 1;
          if (commits > 1) throw new StoreError({ what: 'The disk is full' });
          return store.commitNotes(reading);
        },
      };
      await createEngineBench(dying, clock.now()).sync(source, asked);
      expect(await listNotes(store)).toHaveLength(50);
      vendor.askedFor.length = 0;
      expect((await sync(source, asked)).status).toBe('complete');
      expect(vendor.askedFor).toHaveLength(70);
      expect(await listNotes(store)).toHaveLength(120);
    }));
});
