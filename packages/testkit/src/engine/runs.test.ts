import { AuthError, ConfigError, type Provider, StoreError, TransportError } from '@cdr/core';
import type { SyncReport } from '@cdr/engine';
import { describe, expect, it } from 'vitest';
import {
  at,
  contentOf,
  createArtificialVendor,
} from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { withStore } from '../store/store-subject.ts';

const now = at('2025-05-14T09:00');
const asked = { from: at('2025-05-10T00:00'), to: at('2025-05-14T00:00') };
const records = Array.from({ length: 48 }, (_, index) => ({
  key: `r${index}`,
  at: asked.from + index * 2 * 3_600_000,
}));

describe.each(stores)('runs, into %s', (_, openStore) => {
  const bench = (work: (own: ReturnType<typeof createEngineBench>) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));

  it('records a run while it goes on and when it has ended', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createArtificialVendor(records);
      const during: unknown[] = [];
      vendor.answer = async ({ page }) => {
        during.push((await store.runs(1))[0]?.status);
        return page;
      };
      const report = await sync(open('demo', vendor.provider), asked);
      expect(new Set(during)).toEqual(new Set(['running']));
      expect(await store.runs(10)).toEqual([
        {
          id: expect.any(String),
          startedAt: '2025-05-14T09:00:00.000Z',
          endedAt: '2025-05-14T09:00:00.000Z',
          status: 'complete',
          report,
        },
      ]);
    }));

  it('reads the other sources when one fails', () =>
    bench(async ({ sync, open, content, store }) => {
      const good = createArtificialVendor(records);
      const locked = createArtificialVendor(records);
      locked.answer = () => {
        throw new AuthError({ what: 'Who are you' });
      };
      const sources = [
        open('first', good.provider),
        open('locked', locked.provider),
        open('last', good.provider),
      ];
      const report = await sync(sources, asked);
      expect(report.status).toBe('partial');
      expect(statusesOf(report)).toEqual({ first: 'complete', locked: 'failed', last: 'complete' });
      expect(report.sources[1]?.errors).toEqual(['Who are you.']);
      expect(locked.readings.length).toBeLessThanOrEqual(2);
      expect(await content('first')).toEqual(contentOf(records));
      expect(await content('last')).toEqual(contentOf(records));
      expect(await content('locked')).toEqual([]);
      expect((await store.runs(1))[0]?.status).toBe('partial');
    }));

  it('stops reading when the store takes nothing any more', () =>
    bench(async ({ open, store, clock }) => {
      const vendor = createArtificialVendor(records, { span: 'PT6H', concurrency: 1 });
      let commits = 0;
      const full: typeof store = {
        ...store,
        async commit(reading) {
          commits += 1;
          if (commits > 2) throw new StoreError({ what: 'The disk is full' });
          return store.commit(reading);
        },
      };
      const { sync, content } = createEngineBench(full, clock.now());
      const { status, sources } = await sync(open('demo', vendor.provider), asked);
      expect(status).toBe('partial');
      expect(sources[0]).toMatchObject({ slices: { done: 2 }, errors: ['The disk is full.'] });
      expect(vendor.readings.length).toBeLessThanOrEqual(5);
      expect(await content()).toEqual(contentOf(records.slice(0, 6)));
    }));

  it('reads the other sources when one cannot even be connected', () =>
    bench(async ({ sync, open, content }) => {
      const good = createArtificialVendor(records);
      const report = await sync(
        [open('odd', unconnectable(good.provider)), open('good', good.provider)],
        asked,
      );
      expect(statusesOf(report)).toEqual({ odd: 'failed', good: 'complete' });
      expect(report.sources[0]?.errors).toEqual(['No such place.']);
      expect(await content('good')).toEqual(contentOf(records));
    }));

  it('ends the other sources and the record before it passes a bug on', () =>
    bench(async ({ sync, open, content, store }) => {
      const good = createArtificialVendor(records);
      const buggy = createArtificialVendor(records);
      buggy.reject = () => {
        throw new TypeError('undefined is not a function');
      };
      const sources = [open('buggy', buggy.provider), open('good', good.provider)];
      await expect(sync(sources, asked)).rejects.toThrow('undefined is not a function');
      expect(await content('good')).toEqual(contentOf(records));
      expect(await store.runs(1)).toMatchObject([
        { status: 'partial', report: { sources: [{ status: 'failed' }, { status: 'complete' }] } },
      ]);
      const readings = buggy.readings.length;
      await sync(open('good', good.provider), asked);
      expect(buggy.readings).toHaveLength(readings);
    }));

  it('stops when it is told to, keeps what is committed, and goes on from there', () =>
    bench(async ({ sync, open, content, store }) => {
      const vendor = createArtificialVendor(records, { concurrency: 1 });
      const controller = new AbortController();
      vendor.answer = ({ page, reading }) => {
        if (reading === 2) controller.abort(new Error('enough'));
        return page;
      };
      const source = open('demo', vendor.provider);
      const report = await sync(source, asked, { signal: controller.signal });
      expect(report.status).toBe('interrupted');
      expect(vendor.readings).toHaveLength(3);
      const covered = await store.coverage();
      const done = records.filter((own) =>
        covered.some(({ from, to }) => own.at >= from && own.at < to),
      );
      expect(done).toHaveLength(24);
      expect(await content()).toEqual(contentOf(done));
      expect((await store.runs(1))[0]?.status).toBe('interrupted');

      expect((await sync(source, asked)).status).toBe('complete');
      expect(vendor.readings).toHaveLength(5);
      expect(await content()).toEqual(contentOf(records));
    }));

  it('asks for nothing when it is stopped before it begins', () =>
    bench(async ({ sync, open }) => {
      const vendor = createArtificialVendor(records);
      const signal = AbortSignal.abort();
      const report = await sync(open('demo', vendor.provider), asked, { signal });
      expect(report.status).toBe('interrupted');
      expect(vendor.readings).toHaveLength(0);
    }));

  it('tells of every step', () =>
    bench(async ({ sync, open, events }) => {
      const vendor = createArtificialVendor(records, { concurrency: 1 });
      let failures = 0;
      vendor.answer = ({ page, request }) => {
        if (request.owned.from !== asked.from || failures > 0) return page;
        failures += 1;
        throw new TransportError({ what: 'Nobody there' });
      };
      await sync(open('demo', vendor.provider), asked);
      expect(events.map(({ type }) => type)).toEqual([
        'stream-planned',
        'slice-failed',
        'slice-done',
        'slice-done',
        'slice-done',
      ]);
      expect(events[0]).toMatchObject({ source: 'demo', stream: 'calls', asked, slices: 4 });
      expect(events[1]).toMatchObject({ message: 'Nobody there.', planned: 4, done: 0 });
      expect(events.at(-1)).toMatchObject({ rows: 12, planned: 4, done: 3 });
    }));

  it('reads no more slices at once than the vendor takes, whatever config says', () =>
    bench(async ({ sync, open }) => {
      const vendor = createArtificialVendor(records, { span: 'PT6H', concurrency: 3 });
      let reading = 0;
      let most = 0;
      const read = vendor.answer;
      vendor.answer = async (answer) => {
        if (answer.index === 0) reading += 1;
        most = Math.max(most, reading);
        for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
        if (answer.page.rows.length < 5) reading -= 1;
        return read(answer);
      };
      await sync(open('demo', vendor.provider, { concurrency: 16 }), asked);
      expect(most).toBe(3);
      most = 0;
      await sync(open('other', vendor.provider, { concurrency: 1 }), asked);
      expect(most).toBe(1);
    }));

  it('keeps vendor rows only when it is told to', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createArtificialVendor(records);
      await sync(open('kept', vendor.provider), asked, { raw: 'keep' });
      await sync(open('bare', vendor.provider), asked, { raw: 'none' });
      for await (const calls of store.read({ raw: true })) {
        for (const { source, vendorId, startedAt, raw } of calls) {
          const row = { key: vendorId, at: Date.parse(startedAt) };
          expect(raw ?? null).toEqual(source === 'kept' ? row : null);
        }
      }
    }));
});

function statusesOf({ sources }: SyncReport): Record<string, string> {
  return Object.fromEntries(sources.map(({ source, status }) => [source, status]));
}

function unconnectable(provider: Provider): Provider {
  return {
    ...provider,
    connect() {
      throw new ConfigError({ what: 'No such place' });
    },
  };
}
