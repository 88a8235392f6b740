import { type Provider, toInstant } from '@cdr/core';
import { replayRejected } from '@cdr/engine';
import { describe, expect, it } from 'vitest';
import type { ArtificialTraits } from '../__fixtures__/artificial/artificial-manifest.ts';
import {
  type ArtificialVendor,
  at,
  createArtificialVendor,
} from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench, type EngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { createNotedVendor } from '../__fixtures__/artificial/noted-vendor.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { listNotes } from '../store/store-content.ts';
import { withStore } from '../store/store-subject.ts';

const hourMs = 3_600_000;
const now = at('2025-05-14T09:00');
const asked = { from: at('2025-05-01T00:00'), to: at('2025-05-12T00:00') };
const records = Array.from({ length: 44 }, (_, index) => ({
  key: `r${index}`,
  at: asked.from + index * 6 * hourMs + 60_000,
}));
const plain = records.map((own) => `${toInstant(own.at)} ${own.key} null`).sort();

/** The provider as its next version is: it gives every record another id. */
function renaming(provider: Provider, identityEpoch = 1): Provider {
  return {
    ...provider,
    manifest: { ...provider.manifest, identityEpoch },
    createMapper(options, settings) {
      const mapper = provider.createMapper(options, settings);
      return (row, text) => {
        const mapped = mapper(row, text);
        return mapped.ok ? { ...mapped, key: `v${identityEpoch}-${mapped.key}` } : mapped;
      };
    },
  };
}

/** The provider as its next version is: it says more of every call. */
function remapping(provider: Provider): Provider {
  return {
    ...provider,
    manifest: { ...provider.manifest, mapperVersion: 1 },
    createMapper(options, settings) {
      const mapper = provider.createMapper(options, settings);
      return (row, text) => {
        const mapped = mapper(row, text);
        return mapped.ok ? { ...mapped, call: { ...mapped.call, group: 'new' } } : mapped;
      };
    },
  };
}

describe.each(stores)('new versions of a provider, into %s', (_, openStore) => {
  const bench = (work: (own: EngineBench) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));
  const createVendor = (traits: ArtificialTraits = {}): ArtificialVendor =>
    createArtificialVendor(records, traits);

  describe.each(['id', 'content'] as const)('where records are told apart by %s', (identity) => {
    it('that give other ids leave each call once, however long ago it was sealed', () =>
      bench(async ({ sync, open, calls, content }) => {
        const vendor = createVendor({ identity });
        await sync(open('demo', vendor.provider), asked);
        const before = new Set((await calls()).map(({ id }) => id));

        const source = open('demo', renaming(vendor.provider));
        const { status, sources } = await sync(source);
        expect(status).toBe('complete');
        expect(sources[0]?.rows).toMatchObject({ inserted: 0, updated: 44, removed: 0 });
        expect(sources[0]?.warnings).toEqual([
          'What decides the calls has changed (identityEpoch): what was read before is read again, 2025-05-01 00:00 to 2025-05-12 00:00 (UTC)',
        ]);
        expect(await content()).toEqual(plain);
        expect((await calls()).filter(({ id }) => before.has(id))).toEqual([]);

        const again = await sync(source);
        expect(again.sources[0]).toMatchObject({
          rows: { inserted: 0, updated: 0, removed: 0 },
          warnings: [],
        });
        await sync(open('demo', vendor.provider));
        expect(await content()).toEqual(plain);
        expect(new Set((await calls()).map(({ id }) => id))).toEqual(before);
      }));

    it('that give other ids and other starts leave each call once', () =>
      bench(async ({ sync, open, content }) => {
        const vendor = createVendor({ identity });
        await sync(open('demo', vendor.provider), asked);
        vendor.records = records.map((own) => ({ ...own, at: own.at + 5 * hourMs }));
        const whole = { from: asked.from, to: now };
        const { status } = await sync(open('demo', renaming(vendor.provider)), whole);
        expect(status).toBe('complete');
        expect(await content()).toEqual(
          records.map((own) => `${toInstant(own.at + 5 * hourMs)} ${own.key} null`).sort(),
        );
      }));

    it('that give other ids leave each call once after runs that were interrupted', () =>
      bench(async ({ sync, open, calls, content }) => {
        const vendor = createVendor({ identity, concurrency: 1 });
        await sync(open('demo', vendor.provider), asked);
        const source = open('demo', renaming(vendor.provider));
        for (let runs = 0; runs < 20; runs += 1) {
          const controller = new AbortController();
          const begun = vendor.readings.length;
          vendor.answer = ({ page }) => {
            if (vendor.readings.length > begun + 2) controller.abort();
            return page;
          };
          const { status } = await sync(source, {}, { signal: controller.signal });
          expect(await content()).toEqual(plain);
          if (status === 'complete') break;
        }
        expect((await calls()).every(({ id }) => id.startsWith('demo:r'))).toBe(false);
        expect((await sync(source)).sources[0]?.rows).toMatchObject({ updated: 0, removed: 0 });
        expect(await content()).toEqual(plain);
      }));

    it('that map otherwise have everything read and written again', () =>
      bench(async ({ sync, open, content }) => {
        const vendor = createVendor({ identity });
        await sync(open('demo', vendor.provider), asked);
        const { sources } = await sync(open('demo', remapping(vendor.provider)));
        expect(sources[0]?.rows).toMatchObject({ inserted: 0, updated: 44, removed: 0 });
        expect(sources[0]?.warnings[0]).toContain('has changed (mapperVersion)');
        expect(await content()).toEqual(plain.map((line) => line.replace('null', 'new')));
      }));
  });

  it('that give other ids keep what the vendor has forgotten where ids are as they were', () =>
    bench(async ({ sync, open, content }) => {
      const vendor = createVendor({ span: 'P30D', pageSize: 50 });
      const half = { from: at('2025-05-06T00:00'), to: asked.to };
      await sync(open('demo', vendor.provider), asked);
      const source = open('demo', renaming(vendor.provider), { lookback: 'P30D' });
      await sync(source, half);
      vendor.records = vendor.records.filter(({ key }) => key !== 'r1' && key !== 'r40');
      const { sources } = await sync(source, asked);
      expect(sources[0]).toMatchObject({ slices: { planned: 1 }, rows: { removed: 1 } });
      expect(await content()).toEqual(plain.filter((line) => !line.includes(' r1 ')));
    }));

  it('that give other ids, and their stream another name, leave each call once', () =>
    bench(async ({ sync, open, content }) => {
      const vendor = createVendor();
      await sync(open('demo', vendor.provider), asked);
      const later = renaming(vendor.provider);
      const streams = later.manifest.streams.map((stream) => ({ ...stream, id: 'calls-v2' }));
      const source = open('demo', { ...later, manifest: { ...later.manifest, streams } });
      const { sources } = await sync(source);
      expect(sources[0]?.rows).toMatchObject({ inserted: 0, updated: 44, removed: 0 });
      expect(await content()).toEqual(plain);
      expect((await sync(source)).sources[0]?.warnings).toEqual([]);
    }));

  it('that give other ids remove nothing for one answer that lacks calls', () =>
    bench(async ({ sync, open, content }) => {
      const vendor = createVendor();
      await sync(open('demo', vendor.provider), asked);
      let answers = 0;
      vendor.answer = ({ page }) => {
        answers += 1;
        return answers === 1 ? { ...page, rows: [], texts: [], total: 0 } : page;
      };
      const { sources } = await sync(open('demo', renaming(vendor.provider)));
      expect(sources[0]?.rows).toMatchObject({ updated: 44, removed: 0 });
      expect(sources[0]?.slices.reread).toBe(1);
      expect(await content()).toEqual(plain);
    }));

  it('that give other ids have the notes of calls read anew, and none twice', () =>
    bench(async ({ sync, open, calls, store }) => {
      const vendor = createNotedVendor(records);
      await sync(open('demo', vendor.provider), asked);
      const { status } = await sync(open('demo', renaming(vendor.provider)));
      expect(status).toBe('complete');
      const ids = (await calls()).map(({ id }) => id);
      expect((await listNotes(store)).map(({ callId }) => callId).sort()).toEqual(ids.sort());
    }));

  it('leave rejected rows alone until the calls beside them have the same ids', () =>
    bench(async ({ sync, open, store, content }) => {
      const vendor = createVendor({ identity: 'content' });
      vendor.records.push({ key: 'r0', at: asked.from + 60_000, note: 'twin' });
      vendor.reject = ({ note }) => (note === 'twin' ? 'not yet' : null);
      await sync(open('demo', vendor.provider), asked);
      vendor.reject = () => null;
      const source = open('demo', renaming(vendor.provider));
      expect(await replayRejected(store, [source])).toMatchObject({
        replayed: 0,
        stillRejected: 1,
        reasons: { 'the calls beside it have ids of another version of the provider': 1 },
      });
      expect(await content()).toEqual(plain);
      await sync(source);
      expect(await content()).toHaveLength(45);
    }));

  it('of another vendor are refused, and leave what is stored as it is', () =>
    bench(async ({ sync, open, verify, store, content }) => {
      const vendor = createVendor();
      await sync(open('demo', vendor.provider), asked);
      const { provider } = createArtificialVendor(records, { identity: 'content' });
      const manifest = { ...provider.manifest, id: 'other', name: 'Other' };
      const source = open('demo', { ...provider, manifest });
      const refusal =
        'What is stored as source "demo" was read through the provider "artificial", and config names "other" (sources.demo.provider). Give the account at Other a name of its own under "sources"; what is stored stays, and goes on under its name.';
      const { status, sources } = await sync(source, asked);
      expect(status).toBe('failed');
      expect(sources[0]).toMatchObject({ errors: [refusal], rows: { received: 0 } });
      const verified = await verify(source, asked);
      expect(verified.sources[0]).toMatchObject({ status: 'failed', errors: [refusal] });
      await expect(replayRejected(store, [source])).rejects.toThrow(refusal);
      expect(await content()).toEqual(plain);
    }));
});
