import { describe, expect, it } from 'vitest';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const readAt = minute(1000);

/** What commits do to the ledger. */
export function describeCoverage(openStore: OpenStore): void {
  describe('coverage', () => {
    it('covers what was read, and joins neighbours', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], [sampleRow('alpha:1', 0)]));
        await store.commit(sampleReading([10, 20], [sampleRow('alpha:2', 10)]));
        await store.commit(sampleReading([30, 40], []));
        expect(await store.coverage()).toEqual([
          {
            source: 'alpha',
            stream: 'calls',
            from: minute(0),
            to: minute(20),
            state: 'sealed',
            readAt,
            rows: 2,
            vendorRows: 2,
          },
          {
            source: 'alpha',
            stream: 'calls',
            from: minute(30),
            to: minute(40),
            state: 'sealed',
            readAt,
            rows: 0,
            vendorRows: 0,
          },
        ]);
      }));

    it('counts ranges anew that a reading cuts', () =>
      withStore(openStore, async ({ store }) => {
        const rows = [1, 5, 6, 9].map((at) => sampleRow(`alpha:${at}`, at));
        await store.commit(sampleReading([0, 10], rows));
        await store.commit(
          sampleReading([5, 8], rows.slice(1, 3), {
            proof: { state: 'provisional', readAt, vendorRows: null },
          }),
        );
        expect(await store.coverage()).toMatchObject([
          { from: minute(0), to: minute(5), state: 'sealed', rows: 1, vendorRows: null },
          { from: minute(5), to: minute(8), state: 'provisional', rows: 2, vendorRows: null },
          { from: minute(8), to: minute(10), state: 'sealed', rows: 1, vendorRows: null },
        ]);
      }));

    it('counts calls that a reading lacked and that were kept', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(
          sampleReading(
            [0, 10],
            [1, 2].map((at) => sampleRow(`alpha:${at}`, at)),
          ),
        );
        await store.commit(sampleReading([0, 10], [sampleRow('alpha:3', 3)]));
        expect(await store.coverage()).toMatchObject([{ rows: 3, vendorRows: 1 }]);
      }));

    it('covers nothing without proof, and removes nothing', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], [sampleRow('alpha:1', 1)]));
        const before = await store.coverage();
        const row = sampleRow('alpha:2', 15);
        await store.commit(sampleReading([0, 20], [row], { proof: null }));
        expect(await store.coverage()).toEqual(before);
        expect(await store.count()).toBe(2);
      }));

    it('keeps ranges apart that were read within the pace', () =>
      withStore(openStore, async ({ store }) => {
        for (const [slice, readMinute] of [100, 103].entries()) {
          await store.commit(
            sampleReading([slice * 10, slice * 10 + 10], [], {
              proof: {
                state: 'provisional',
                readAt: minute(readMinute),
                vendorRows: 0,
                paceMs: 300_000,
              },
            }),
          );
        }
        expect(await store.coverage()).toMatchObject([
          { from: minute(0), to: minute(10), readAt: minute(100) },
          { from: minute(10), to: minute(20), readAt: minute(103) },
        ]);
      }));

    it('puts calls that were read on another basis in the place of those before, and joins no two bases', () =>
      withStore(openStore, async ({ store }) => {
        const proofOn = (basis: string) => ({
          proof: { state: 'sealed' as const, readAt, vendorRows: 0, basis },
        });
        await store.commit(sampleReading([0, 20], [], proofOn('a')));
        await store.commit(sampleReading([20, 30], [], proofOn('b')));
        await store.commit(sampleReading([5, 10], [], proofOn('b')));
        const tellBounds = async () =>
          (await store.coverage()).map(({ from, to, basis }) => [basis, from, to]);
        expect(await tellBounds()).toEqual([
          ['a', minute(0), minute(5)],
          ['a', minute(10), minute(20)],
          ['b', minute(5), minute(10)],
          ['b', minute(20), minute(30)],
        ]);
        const answer = { digest: 7, received: 0, outside: 0, duplicate: 0, vendorRows: 0 };
        await store.commit(sampleReading([0, 20], [], { ...proofOn('b'), answer }));
        expect(await tellBounds()).toEqual([['b', minute(0), minute(30)]]);
        const { source, stream, provider, window } = sampleReading([0, 20], []);
        const again = { source, stream, provider, window, ...proofOn('c'), digest: 7 };
        expect(await store.confirm([again])).toEqual([true]);
        expect(await tellBounds()).toEqual([
          ['b', minute(20), minute(30)],
          ['c', minute(0), minute(20)],
        ]);
      }));

    it('tells streams and sources apart, sorted', () =>
      withStore(openStore, async ({ store }) => {
        for (const [source, stream] of [
          ['beta', 'calls'],
          ['alpha', 'ivr'],
          ['alpha', 'calls'],
        ] as const) {
          await store.commit(sampleReading([0, 10], [], { source, stream }));
        }
        const keysOf = async (source?: string) =>
          (await store.coverage(source)).map((entry) => `${entry.source} ${entry.stream}`);
        expect(await keysOf()).toEqual(['alpha calls', 'alpha ivr', 'beta calls']);
        expect(await keysOf('alpha')).toEqual(['alpha calls', 'alpha ivr']);
        expect(await keysOf('gamma')).toEqual([]);
      }));
  });
}
