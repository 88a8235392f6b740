import { type Provider, StoreError, VendorResponseError } from '@cdr/core';
import { replayRejected } from '@cdr/engine';
import { describe, expect, it } from 'vitest';
import { at } from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { createNotedVendor, type NotesTraits } from '../__fixtures__/artificial/noted-vendor.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { listNotes, listRejected } from '../store/store-content.ts';
import { withStore } from '../store/store-subject.ts';

const now = at('2025-05-14T09:00');
const asked = { from: at('2025-05-08T00:00'), to: at('2025-05-14T00:00') };
const records = Array.from({ length: 120 }, (_, index) => ({
  key: `r${index}`,
  at: asked.from + index * 3_600_000,
}));
const createNoted = (traits: NotesTraits = {}) => createNotedVendor(records, traits);

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
      const vendor = createNoted({ revisit: 'P9D' });
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

  it('asks about no young call again before the vendor bears it', () =>
    bench(async ({ sync, open, clock }) => {
      const vendor = createNoted({ revisit: 'P9D', minPollInterval: 'PT1H' });
      const source = open('demo', vendor.provider);
      for (const [waitMs, asks] of [
        [0, 120],
        [59 * 60_000, 0],
        [60_000, 120],
      ] as const) {
        clock.advance(waitMs);
        vendor.askedFor.length = 0;
        expect((await sync(source, asked)).status).toBe('complete');
        expect(vendor.askedFor).toHaveLength(asks);
      }
    }));

  it('tells how far it has come, batch by batch', () =>
    bench(async ({ sync, open, events }) => {
      const vendor = createNoted();
      vendor.fail.at = (id) => id === 'r60';
      await sync(open('demo', vendor.provider), asked);
      const own = { source: 'demo', stream: 'notes' };
      const hour = (count: number) => asked.from + count * 3_600_000;
      const batch = (first: number, last: number) => ({
        ...own,
        planned: 3,
        window: { from: hour(first), to: hour(last) + 1 },
      });
      expect(events.filter((event) => 'stream' in event && event.stream === 'notes')).toEqual([
        { type: 'stream-planned', ...own, asked, slices: 3 },
        { type: 'slice-done', ...batch(0, 49), rows: 50, done: 1 },
        { type: 'slice-failed', ...batch(50, 99), rows: 49, done: 1, message: 'Nobody there.' },
        { type: 'slice-done', ...batch(100, 119), rows: 20, done: 2 },
      ]);
    }));

  it('stops in the middle when it is told to, and reads the rest alone the next time', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createNoted();
      const source = open('demo', vendor.provider);
      const controller = new AbortController();
      vendor.fail.at = (id) => {
        if (id === 'r69') controller.abort(new Error('enough'));
        return false;
      };
      const { status, sources } = await sync(source, asked, { signal: controller.signal });
      expect(status).toBe('interrupted');
      expect(sources[0]?.streams[1]).toMatchObject({
        slices: { planned: 3, done: 1, failed: 0 },
        gaps: [{ from: '2025-05-10T22:00:00.000Z' }],
      });
      expect(await listNotes(store)).toHaveLength(70);
      vendor.askedFor.length = 0;
      expect((await sync(source, asked)).status).toBe('complete');
      expect(vendor.askedFor).toEqual(records.slice(70).map(({ key }) => key));
      expect((await listNotes(store)).map(({ text }) => text)).toEqual([...vendor.texts.values()]);
    }));

  it('brings rejected notes back once the mapping takes them, and never over newer ones', () =>
    bench(async ({ sync, open, store, clock }) => {
      const vendor = createNoted({ revisit: 'P9D' });
      const source = open('demo', vendor.provider);
      vendor.reject.at = (id) => ['r7', 'r8', 'r9'].includes(id);
      const { status, sources } = await sync(source, asked);
      expect(status).toBe('complete');
      expect(sources[0]?.streams[1]?.rows).toMatchObject({
        ...{ received: 120, inserted: 117, rejected: 3 },
      });
      const rejected = await listRejected(store);
      expect(new Map(rejected.map(({ callId, raw }) => [callId, raw]))).toEqual(
        new Map(
          ['r7', 'r8', 'r9'].map((id) => [
            `demo:${id}`,
            JSON.stringify({ id: `n-${id}`, text: `on ${id}` }),
          ]),
        ),
      );

      vendor.reject.at = (id) => id === 'r9';
      const { texts } = vendor;
      texts.set('r8', 'newer');
      clock.advance(60_000);
      await sync(source, { ...asked, to: asked.from + 9 * 3_600_000 });
      expect(await listRejected(store)).toHaveLength(1);
      expect(await replayRejected(store, [source])).toMatchObject({
        replayed: 0,
        stillRejected: 1,
        reasons: { 'not understood yet': 1 },
      });
      vendor.reject.at = () => false;
      expect(await replayRejected(store, [source])).toMatchObject({
        replayed: 1,
        stillRejected: 0,
      });
      expect(await listRejected(store)).toEqual([]);
      expect((await listNotes(store)).map(({ text }) => text)).toEqual([...texts.values()]);
      clock.advance(60_000);
      const again = await sync(source, asked);
      expect(again.sources[0]?.streams[1]?.rows).toMatchObject({
        ...{ inserted: 0, updated: 0, unchanged: 120, removed: 0 },
      });
    }));

  it('says what is wrong with a provider that has notes and can not read them', () =>
    bench(async ({ sync, open, store }) => {
      const { provider } = createNoted();
      const mute: Provider = {
        ...provider,
        connect(context) {
          const connection = provider.connect(context);
          return {
            check: (signal) => connection.check(signal),
            read: (request) => connection.read(request),
          };
        },
      };
      const { status, sources } = await sync(open('demo', mute), asked);
      expect(status).toBe('partial');
      expect(sources[0]?.errors).toEqual([
        expect.stringContaining(`has a stream "notes" and can't read notes`),
      ]);
      expect(await listNotes(store)).toEqual([]);
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

  it('asks about younger calls though the oldest ones fail with every sync, each once', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createNoted({ revisit: 'P9D' });
      const source = open('demo', vendor.provider);
      const oldest = records.slice(0, 55).map(({ key }) => key);
      vendor.fail.at = (id) => oldest.includes(id);
      const { status, sources } = await sync(source, asked);
      expect(status).toBe('partial');
      expect(sources[0]?.streams[1]).toMatchObject({
        slices: { planned: 3, done: 1, failed: 2 },
        rows: { received: 65, inserted: 65 },
        gaps: [{ from: '2025-05-08T00:00:00.000Z', to: '2025-05-10T06:00:00.001Z' }],
      });
      expect(vendor.askedFor.slice(0, 8)).toEqual([
        ...['r0', 'r1', 'r2', 'r119', 'r3', 'r4', 'r5', 'r118'],
      ]);
      expect(vendor.askedFor.toSorted()).toEqual(records.map(({ key }) => key).sort());
      expect(await listNotes(store)).toHaveLength(65);
    }));

  it('asks about younger calls though more of the oldest ones are refused than it bears in a row', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createNoted();
      const source = open('demo', vendor.provider);
      vendor.fail.why = () => new VendorResponseError({ what: 'Gone', retryable: false });
      vendor.fail.at = (id) => Number(id.slice(1)) < 30;
      expect((await sync(source, asked)).status).toBe('partial');
      expect(vendor.askedFor[20]).toBe('r119');
      expect(await listNotes(store)).toHaveLength(90);
      vendor.fail.at = () => true;
      vendor.askedFor.length = 0;
      await sync(source, asked);
      expect(vendor.askedFor).toEqual([...records.slice(0, 20).map(({ key }) => key), 'r29']);
    }));

  it('gives up a vendor that is away, and goes on behind what was stored when it was killed', () =>
    bench(async ({ sync, open, store, clock }) => {
      const vendor = createNoted();
      const source = open('demo', vendor.provider);
      vendor.fail.at = () => true;
      await sync(source, asked);
      expect(vendor.askedFor).toEqual(['r0', 'r1', 'r2', 'r119']);
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
