import { deleteOldCalls, replayRejected } from '@cdr/engine';
import { describe, expect, it } from 'vitest';
import { at, createArtificialVendor } from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { withStore } from '../store/store-subject.ts';

const now = at('2025-05-14T09:00');
const since = '2025-05-01T00:00:00Z';
const records = Array.from({ length: 13 }, (_, day) => ({
  key: `r${day + 1}`,
  at: at('2025-05-01T12:00') + day * 86_400_000,
}));
const by = { via: 'command', keyId: null } as const;

describe.each(stores)('keepFor, from %s', (_, openStore) => {
  const bench = (work: (own: ReturnType<typeof createEngineBench>) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));

  it('deletes what is older by the calendar of the source, and does not read it again', () =>
    bench(async ({ sync, verify, open, store, content, clock }) => {
      const vendor = createArtificialVendor(records);
      await sync(open('demo', vendor.provider, { since }));
      expect(await content()).toHaveLength(13);
      const source = open('demo', vendor.provider, { since, keepFor: 'P5D' });
      const counts = await deleteOldCalls({ store, source, now: clock.now(), by });
      expect(counts).toEqual({ calls: 8, notes: 0, rejected: 0, statistics: 0 });
      expect((await content())[0]).toContain('2025-05-09T12:00:00.000Z');

      vendor.readings.length = 0;
      const { status, sources } = await sync(source);
      expect(status).toBe('complete');
      expect(sources[0]).toMatchObject({ gaps: [], permanentGaps: [], warnings: [] });
      const first = Math.min(...vendor.readings.map(({ owned }) => owned.from));
      expect(first).toBeGreaterThanOrEqual(at('2025-05-09T00:00'));
      expect((await content())[0]).toContain('2025-05-09T12:00:00.000Z');
      expect(await deleteOldCalls({ store, source, now: clock.now(), by })).toMatchObject({
        calls: 0,
      });
      expect(await verify(source)).toMatchObject({ status: 'equal' });
      expect(
        (await store.coverage()).map(({ rows }) => rows).reduce((a, b) => (a ?? 0) + (b ?? 0), 0),
      ).toBe(5);
    }));

  it('says so when what it would delete is asked for', () =>
    bench(async ({ sync, open, content }) => {
      const vendor = createArtificialVendor(records);
      const source = open('demo', vendor.provider, { keepFor: 'P5D' });
      const { sources } = await sync(source, { from: at('2025-05-01T00:00') });
      expect(sources[0]?.warnings.join()).toContain('"keepFor" would delete it');
      expect(await content()).toHaveLength(5);
    }));

  it('lets no replay of rejected rows bring it back', () =>
    bench(async ({ sync, open, store, content, clock }) => {
      const vendor = createArtificialVendor(records);
      vendor.reject = ({ key }) => (key === 'r2' || key === 'r12' ? 'not understood yet' : null);
      await sync(open('demo', vendor.provider, { since }));
      const source = open('demo', vendor.provider, { since, keepFor: 'P5D' });
      const counts = await deleteOldCalls({ store, source, now: clock.now(), by });
      expect(counts).toMatchObject({ calls: 7, rejected: 1 });
      vendor.reject = () => null;
      expect(await replayRejected(store, [source])).toMatchObject({ replayed: 1 });
      expect(await content()).toHaveLength(5);
    }));

  it('keeps all without it', () =>
    bench(async ({ sync, open, store, content, clock }) => {
      const source = open('demo', createArtificialVendor(records).provider, { since });
      await sync(source);
      expect(await deleteOldCalls({ store, source, now: clock.now(), by })).toMatchObject({
        calls: 0,
      });
      expect(await content()).toHaveLength(13);
    }));
});
