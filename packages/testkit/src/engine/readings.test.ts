import {
  RateLimitError,
  TransportError,
  UnstableListError,
  VendorResponseError,
  WindowTooLargeError,
} from '@cdr/core';
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
const asked = { from: at('2025-05-13T00:00'), to: at('2025-05-14T00:00') };
const records: ArtificialRecord[] = Array.from({ length: 24 }, (_, index) => ({
  key: `r${index}`,
  at: asked.from + index * hourMs + 60_000,
}));

describe.each(stores)('readings, into %s', (_, openStore) => {
  const bench = (work: (own: ReturnType<typeof createEngineBench>) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));

  it('reads in parts what the vendor silently stops at', () =>
    bench(async ({ sync, open, content }) => {
      const vendor = createArtificialVendor(records, { identity: 'content', cap: 7 });
      const { status, sources } = await sync(open('demo', vendor.provider), asked);
      expect(status).toBe('complete');
      expect(sources[0]?.slices).toEqual({
        planned: 4,
        done: 4,
        failed: 0,
        bisected: 3,
        reread: 0,
      });
      expect(await content()).toEqual(contentOf(records));
    }));

  it('fails where a single minute holds as many records as the vendor stops at', () =>
    bench(async ({ sync, open, content }) => {
      const crowd = Array.from({ length: 7 }, (_, index) => ({
        key: `c${index}`,
        at: asked.from + 30_000 + index,
      }));
      const all = [...crowd, ...records];
      const vendor = createArtificialVendor(all, { identity: 'content', cap: 7 });
      const { status, sources } = await sync(open('demo', vendor.provider), asked);
      expect(status).toBe('partial');
      expect(sources[0]?.errors).toEqual([expect.stringContaining('7 records')]);
      expect(sources[0]?.gaps).toEqual([
        { from: '2025-05-13T00:00:00.000Z', to: '2025-05-13T00:01:00.000Z' },
      ]);
      expect(await content()).toEqual(contentOf(records));
    }));

  it('reads in parts what the vendor calls too much', () =>
    bench(async ({ sync, open, content }) => {
      const vendor = createArtificialVendor(records);
      vendor.answer = ({ page, request: { owned } }) => {
        if (owned.to - owned.from <= 6 * hourMs) return page;
        throw new WindowTooLargeError({ what: 'Too much' });
      };
      const { status, sources } = await sync(open('demo', vendor.provider), asked);
      expect(status).toBe('complete');
      expect(sources[0]?.slices).toMatchObject({ planned: 4, done: 4, bisected: 3 });
      expect(await content()).toEqual(contentOf(records));
    }));

  it('reads a list again that moved, and counts it', () =>
    bench(async ({ sync, open, content, events }) => {
      const vendor = createArtificialVendor(records);
      const late = { key: 'late', at: asked.to - 1 };
      vendor.answer = ({ page, reading, index }) => {
        if (reading === 0 && index === 1) vendor.records.push(late);
        return page;
      };
      const { status, sources } = await sync(open('demo', vendor.provider), asked);
      expect(status).toBe('complete');
      expect(sources[0]?.slices).toMatchObject({ planned: 1, done: 1, reread: 1 });
      expect(sources[0]?.rows).toMatchObject({ received: 25, inserted: 25 });
      expect(await content()).toEqual(contentOf([...records, late]));
      expect(events.map(({ type }) => type)).toEqual([
        'stream-planned',
        'slice-reread',
        'slice-done',
      ]);
    }));

  it('reads a list in parts that moves whenever it takes several pages', () =>
    bench(async ({ sync, open, content }) => {
      const vendor = createArtificialVendor(records);
      vendor.answer = ({ page, index }) =>
        index === 0 ? page : { ...page, total: (page.total ?? 0) + 1 };
      const { status, sources } = await sync(open('demo', vendor.provider), asked);
      expect(status).toBe('complete');
      expect(sources[0]?.slices.bisected).toBeGreaterThan(0);
      expect(await content()).toEqual(contentOf(records));
    }));

  describe('of a vendor with two lists', () => {
    const traits = { lists: ['usual', 'special'] };
    const halves = records.map((own, index) =>
      index % 3 === 0 ? own : { ...own, list: index % 3 === 1 ? 'usual' : 'special' },
    );

    it('take both, and a record that stands on both once', () =>
      bench(async ({ sync, open, content, store }) => {
        const vendor = createArtificialVendor(halves, traits);
        const { status, sources } = await sync(open('demo', vendor.provider), asked);
        expect(status).toBe('complete');
        expect(sources[0]?.slices).toMatchObject({ planned: 1, done: 1, reread: 0 });
        expect(sources[0]?.rows).toMatchObject({ received: 32, inserted: 24, duplicate: 8 });
        expect(await content()).toEqual(contentOf(records));
        expect(await store.coverage()).toMatchObject([{ rows: 24, vendorRows: 24 }]);
      }));

    it('prove nothing while one of the lists is not complete', () =>
      bench(async ({ sync, open, content, store }) => {
        const vendor = createArtificialVendor(halves, traits);
        vendor.answer = ({ page }) => {
          if (page.list !== 'special') return page;
          throw new TransportError({ what: 'The special ones are away' });
        };
        const source = open('demo', vendor.provider);
        expect((await sync(source, asked)).status).toBe('failed');
        expect(await content()).toEqual([]);
        expect(await store.coverage()).toEqual([]);

        vendor.answer = ({ page }) => page;
        expect((await sync(source, asked)).status).toBe('complete');
        expect(await content()).toEqual(contentOf(records));
      }));
  });

  it('is not complete where the vendor contradicts itself for ever, and does not ask for ever', () =>
    bench(async ({ sync, open, content, store }) => {
      const vendor = createArtificialVendor(records, { span: null });
      vendor.answer = ({ page }) => ({ ...page, total: (page.total ?? 0) + 1 });
      const month = { from: at('2025-04-14T00:00'), to: asked.to };
      const { status, sources } = await sync(open('demo', vendor.provider), month);
      expect(status).toBe('failed');
      expect(sources[0]?.errors).not.toEqual([]);
      expect(vendor.readings.length).toBeLessThan(300);
      expect(await content()).toEqual([]);
      expect(await store.coverage()).toEqual([]);
    }));

  it('gives up after three slices in a row that fail', () =>
    bench(async ({ sync, open }) => {
      const vendor = createArtificialVendor(records, { concurrency: 1 });
      vendor.answer = () => {
        throw new TransportError({ what: 'Nobody there' });
      };
      const month = { from: at('2025-04-14T00:00'), to: asked.to };
      const { status, sources } = await sync(open('demo', vendor.provider), month);
      expect(status).toBe('failed');
      expect(sources[0]?.errors).toEqual(['Nobody there.']);
      expect(vendor.readings.length).toBeLessThanOrEqual(5);
      expect(vendor.readings.at(-1)?.owned.to).toBe(asked.to);
    }));

  it.each([
    ['contradicts itself', new UnstableListError({ what: 'The list moved' })],
    ['refuses to answer', new VendorResponseError({ what: 'No such day', retryable: false })],
  ])('reads on behind old slices for which the vendor always %s', (_, error) =>
    bench(async ({ sync, open, content, store }) => {
      const vendor = createArtificialVendor(records, { concurrency: 1 });
      vendor.answer = ({ request, page }) => {
        if (request.owned.from < at('2025-05-12T00:00')) throw error;
        return page;
      };
      const from = at('2025-05-07T00:00');
      const source = open('demo', vendor.provider);
      const early = await sync(source, { from, to: asked.from });
      expect(early.sources[0]?.slices).toMatchObject({ failed: 5, done: 1 });
      const { status, sources } = await sync(source, { from, to: asked.to });
      expect(status).toBe('partial');
      expect(sources[0]?.slices).toMatchObject({ failed: 5 });
      expect(await content()).toEqual(contentOf(records));
      expect(await store.coverage()).toMatchObject([
        { from: at('2025-05-12T00:00'), to: asked.to },
      ]);
    }),
  );

  it('reads on behind old slices at which the connection always breaks', () =>
    bench(async ({ sync, open, content, store }) => {
      const vendor = createArtificialVendor(records, { concurrency: 2 });
      vendor.answer = ({ request, page }) => {
        if (request.owned.from < at('2025-05-12T00:00')) {
          throw new TransportError({ what: 'The connection was reset' });
        }
        return page;
      };
      const from = at('2025-05-04T00:00');
      const source = open('demo', vendor.provider);
      const { status, sources } = await sync(source, { from, to: asked.to });
      expect(status).toBe('partial');
      expect(sources[0]?.slices.failed).toBeGreaterThanOrEqual(3);
      expect(await content()).toEqual(contentOf(records));
      expect(await store.coverage()).toMatchObject([
        { from: at('2025-05-12T00:00'), to: asked.to },
      ]);
      vendor.answer = ({ page }) => page;
      expect((await sync(source, { from, to: asked.to })).status).toBe('complete');
    }));

  it('is put off, not failed, where the vendor asks to come back later, and goes on then', () =>
    bench(async ({ sync, open, content, store }) => {
      const vendor = createArtificialVendor(records, { span: 'PT6H', concurrency: 1 });
      vendor.answer = () => {
        throw new RateLimitError({ what: 'Not now', retryAfterMs: 900_000 });
      };
      const source = open('demo', vendor.provider);
      const { status, sources } = await sync(source, asked);
      expect(status).toBe('partial');
      expect(sources[0]).toMatchObject({
        status: 'partial',
        slices: { planned: 4, done: 0, failed: 1 },
        gaps: [{ from: '2025-05-13T00:00:00.000Z', to: '2025-05-14T00:00:00.000Z' }],
        errors: ['Not now.'],
        retryAfterMs: 900_000,
      });
      expect(vendor.readings).toHaveLength(1);
      expect(await store.coverage()).toEqual([]);

      vendor.answer = ({ page }) => page;
      const later = await sync(source, asked);
      expect(later.sources[0]).toMatchObject({ status: 'complete', retryAfterMs: null });
      expect(await content()).toEqual(contentOf(records));
    }));

  it('stores the slices around one that fails', () =>
    bench(async ({ sync, open, content }) => {
      const vendor = createArtificialVendor(records, { span: 'PT6H' });
      vendor.answer = ({ page, request: { owned } }) => {
        if (owned.from !== asked.from + 6 * hourMs) return page;
        throw new UnstableListError({ what: 'It moves and moves' });
      };
      const source = open('demo', vendor.provider);
      const { status, sources } = await sync(source, asked);
      expect(status).toBe('partial');
      expect(sources[0]?.slices).toMatchObject({ planned: 4, done: 3, failed: 1 });
      expect(sources[0]?.gaps).toEqual([
        { from: '2025-05-13T06:00:00.000Z', to: '2025-05-13T12:00:00.000Z' },
      ]);
      expect(await content()).toEqual(contentOf([...records.slice(0, 6), ...records.slice(12)]));

      vendor.answer = ({ page }) => page;
      vendor.readings.length = 0;
      expect((await sync(source, asked)).status).toBe('complete');
      expect(vendor.readings).toHaveLength(1);
      expect(await content()).toEqual(contentOf(records));
    }));
});
