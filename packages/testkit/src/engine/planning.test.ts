import { coverageReport } from '@cdr/engine';
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
const records = Array.from({ length: 40 }, (_, index) => ({
  key: `r${index}`,
  at: at('2025-05-08T00:30') + index * 3_600_000 * 4,
}));
const since = '2025-05-08';
const wholeReach = { from: at('2025-05-08T00:00'), to: now };

describe.each(stores)('planning, into %s', (_, openStore) => {
  const bench = (work: (own: ReturnType<typeof createEngineBench>) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));

  it('reads from since to now, in slices, and proves it', () =>
    bench(async ({ sync, open, content, store, clock }) => {
      const vendor = createArtificialVendor(records);
      const source = open('demo', vendor.provider, { since });
      const { status, sources } = await sync(source);
      expect(status).toBe('complete');
      expect(await content()).toEqual(contentOf(records.filter((record) => record.at < now)));
      const stored = records.filter((record) => record.at < now).length;
      expect(sources).toMatchObject([
        {
          source: 'demo',
          provider: 'artificial',
          status: 'complete',
          slices: { planned: 8, done: 8, failed: 0, bisected: 0, reread: 0 },
          rows: { received: stored, inserted: stored, outside: 0, rejected: 0 },
          covered: [
            { from: '2025-05-08T00:00:00.000Z', to: '2025-05-14T03:00:00.000Z', state: 'sealed' },
            {
              from: '2025-05-14T03:00:00.000Z',
              to: '2025-05-14T09:00:00.000Z',
              state: 'provisional',
            },
          ],
          gaps: [],
          permanentGaps: [],
          warnings: [],
          errors: [],
        },
      ]);
      const [coverage] = await coverageReport(store, [source], { clock });
      expect(coverage).toMatchObject({ source: 'demo', stream: 'calls', gaps: [] });
      expect(coverage?.covered.map(({ rows, vendorRows }) => [rows, vendorRows])).toEqual([
        [stored - 2, stored - 2],
        [2, 2],
      ]);
    }));

  it('says how far back a first sync went when nobody told it', () =>
    bench(async ({ sync, open }) => {
      const source = open('demo', createArtificialVendor(records).provider);
      const { sources } = await sync(source);
      expect(sources[0]?.warnings).toEqual([
        expect.stringContaining('starts at 2025-04-13 09:00 (UTC): the last 31 days'),
      ]);
      const again = await sync(source);
      expect(again.sources[0]?.warnings).toEqual([]);
    }));

  it('reads only what is missing', () =>
    bench(async ({ sync, open, content }) => {
      const vendor = createArtificialVendor(records, { settle: 'PT0S', revisit: 'PT0S' });
      const source = open('demo', vendor.provider, { since });
      await sync(source, { from: at('2025-05-10T00:00'), to: at('2025-05-11T12:00') });
      expect(vendor.readings).toHaveLength(2);
      await sync(source, wholeReach);
      const asked = vendor.readings.slice(2).map(({ owned }) => [owned.from, owned.to]);
      expect(asked.map(([from]) => from)).toEqual(
        expect.arrayContaining([at('2025-05-08T00:00'), at('2025-05-11T12:00')]),
      );
      expect(
        asked.some(
          ([from = 0, to = 0]) => from < at('2025-05-11T12:00') && to > at('2025-05-10T00:00'),
        ),
      ).toBe(false);
      expect(await content()).toEqual(contentOf(records.filter((record) => record.at < now)));
    }));

  it('reads young ranges again until they are settled, and seals them then', () =>
    bench(async ({ sync, open, clock, store }) => {
      const vendor = createArtificialVendor(records);
      const source = open('demo', vendor.provider, { since });
      await sync(source);
      vendor.readings.length = 0;
      clock.advance(3 * 3_600_000);
      await sync(source);
      expect(Math.min(...vendor.readings.map(({ owned }) => owned.from))).toBe(
        at('2025-05-14T03:00'),
      );
      const ledger = await store.coverage('demo');
      expect(ledger.map(({ state, to }) => [state, to])).toEqual([
        ['sealed', at('2025-05-14T06:00')],
        ['provisional', at('2025-05-14T12:00')],
      ]);
    }));

  it('takes the lookback of config in place of the vendor’s', () =>
    bench(async ({ sync, open }) => {
      const vendor = createArtificialVendor(records, { settle: 'PT0S' });
      await sync(open('demo', vendor.provider, { since }));
      vendor.readings.length = 0;
      await sync(open('demo', vendor.provider, { since, lookback: 'PT50H' }));
      expect(Math.min(...vendor.readings.map(({ owned }) => owned.from))).toBe(
        at('2025-05-12T07:00'),
      );
    }));

  it('does not ask again sooner than the vendor allows, but reads gaps at once', () =>
    bench(async ({ sync, open, clock }) => {
      const traits = { identity: 'content', minPollInterval: 'PT5M', concurrency: 1 } as const;
      const vendor = createArtificialVendor(records, traits);
      const source = open('demo', vendor.provider, { since });
      await sync(source, { to: at('2025-05-14T06:00') });
      vendor.readings.length = 0;
      clock.advance(60_000);
      const soon = await sync(source, { to: at('2025-05-14T06:00') });
      expect(vendor.readings).toHaveLength(0);
      expect(soon.status).toBe('complete');
      expect(soon.sources[0]?.warnings).toEqual([expect.stringContaining('was read too recently')]);

      const gap = await sync(source, { to: at('2025-05-14T08:00') });
      expect(gap.status).toBe('complete');
      expect(vendor.readings.map(({ owned }) => owned.from)).toEqual([at('2025-05-14T06:00')]);

      clock.advance(5 * 60_000);
      vendor.readings.length = 0;
      const later = await sync(source, { to: at('2025-05-14T08:00') });
      expect(vendor.readings.length).toBeGreaterThan(0);
      expect(later.sources[0]?.warnings).toEqual([]);
    }));

  it('tells what the vendor has forgotten as a permanent gap, and is complete without it', () =>
    bench(async ({ sync, open, clock, store, content }) => {
      const vendor = createArtificialVendor(records, { retention: 'P3D' });
      const source = open('demo', vendor.provider, { since });
      const { status, sources } = await sync(source);
      expect(status).toBe('complete');
      expect(sources[0]).toMatchObject({
        gaps: [],
        permanentGaps: [{ from: '2025-05-08T00:00:00.000Z', to: '2025-05-11T09:00:00.000Z' }],
        warnings: [expect.stringContaining('is now older than the vendor answers')],
      });
      expect(Math.min(...vendor.readings.map(({ bounds }) => bounds.from.epochMs))).toBe(
        at('2025-05-11T09:00'),
      );
      expect(await content()).toEqual(
        contentOf(records.filter((own) => own.at < now && own.at >= at('2025-05-11T09:00'))),
      );
      const [coverage] = await coverageReport(store, [source], { clock });
      expect(coverage?.permanentGaps).toHaveLength(1);
    }));

  it('tells what the vendor says to have lost as a permanent gap, and keeps what was read of it', () =>
    bench(async ({ sync, open, clock, store, content }) => {
      const vendor = createArtificialVendor(records);
      await sync(open('demo', vendor.provider, { since }), {
        from: at('2025-05-08T00:00'),
        to: at('2025-05-09T00:00'),
      });
      vendor.readings.length = 0;
      vendor.completeFrom = at('2025-05-11T09:00');
      const source = open('demo', vendor.provider, { since, lookback: 'P30D' });
      const { status, sources } = await sync(source);
      expect(status).toBe('complete');
      const lost = [{ from: '2025-05-09T00:00:00.000Z', to: '2025-05-11T09:00:00.000Z' }];
      expect(sources[0]).toMatchObject({ gaps: [], permanentGaps: lost });
      expect(Math.min(...vendor.readings.map(({ owned }) => owned.from))).toBe(vendor.completeFrom);
      const isLost = (own: number) => own >= at('2025-05-09T00:00') && own < at('2025-05-11T09:00');
      expect(await content()).toEqual(
        contentOf(records.filter((own) => own.at < now && !isLost(own.at))),
      );
      const [coverage] = await coverageReport(store, [source], { clock });
      expect(coverage).toMatchObject({ gaps: [], permanentGaps: lost });
    }));

  it('begins a first sync where the vendor says to begin when nobody told it', () =>
    bench(async ({ sync, open }) => {
      const vendor = createArtificialVendor(records);
      vendor.completeFrom = at('2025-05-11T09:00');
      const { sources } = await sync(open('demo', vendor.provider));
      expect(sources[0]?.warnings).toEqual([
        expect.stringContaining(
          'starts at 2025-05-11 09:00 (UTC): as far as the vendor reaches back',
        ),
      ]);
      vendor.completeFrom = null;
      const all = await sync(open('other', vendor.provider, { since }));
      expect(all.sources[0]).toMatchObject({ status: 'complete', permanentGaps: [] });
    }));

  it('tells the gaps of a range that was never read, without asking the vendor', () =>
    bench(async ({ open, store, clock }) => {
      const vendor = createArtificialVendor(records);
      const source = open('demo', vendor.provider, { since });
      expect(await coverageReport(store, [source], { clock })).toEqual([
        {
          source: 'demo',
          stream: 'calls',
          kind: 'calls',
          covered: [],
          gaps: [{ from: '2025-05-08T00:00:00.000Z', to: '2025-05-14T09:00:00.000Z' }],
          permanentGaps: [],
        },
      ]);
      expect(vendor.readings).toHaveLength(0);
    }));
});
