import type { StatisticQuery, Store } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { sampleStatistic, statisticReading } from '../sample-statistics.ts';
import { contentOf, listRejected, listStatistics } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const noAgent = { agent: { id: null, name: null }, extension: { id: null, number: null } };

/** What commits do to statistics. */
export function describeStatistics(openStore: OpenStore): void {
  describe('statistics', () => {
    it('gives them back as they were committed', () =>
      withStore(openStore, async ({ store }) => {
        const known = sampleStatistic('alpha:a', 0, { inboundCalls: 3 }, { derived: ['x "y"'] });
        const unknown = sampleStatistic('alpha:b', 0, {}, noAgent);
        const parameters = { direction: 'IN', ignoreBelow: 5, ignoreLocal: true, fields: ['a'] };
        expect(
          await store.commitStatistics(statisticReading([0, 60], [known, unknown], { parameters })),
        ).toEqual({
          committed: true,
          counts: { inserted: 2, updated: 0, unchanged: 0, removed: 0 },
        });
        const owner = {
          source: 'alpha',
          provider: 'sample',
          stream: 'statistics-hour',
          parameters,
        };
        expect(await listStatistics(store)).toEqual([
          { id: 'alpha:a', ...owner, ...known.statistic },
          { id: 'alpha:b', ...owner, ...unknown.statistic },
        ]);
        const [first] = await listStatistics(store, { raw: true });
        expect(first?.raw).toEqual({ id: 'alpha:a', values: { inboundCalls: 3 } });
      }));

    it('replaces what grew, never adds to it, and writes nothing that is unchanged', () =>
      withStore(openStore, async ({ store }) => {
        const still = sampleStatistic('alpha:a', 0, { inboundCalls: 3 });
        await store.commitStatistics(
          statisticReading([0, 90], [still, sampleStatistic('alpha:b', 60, { inboundCalls: 1 })]),
        );
        const grown = sampleStatistic('alpha:b', 60, { inboundCalls: 2 });
        const silent = { ...sampleStatistic('alpha:a', 0, { inboundCalls: 9 }), hash: still.hash };
        expect(
          await store.commitStatistics(statisticReading([0, 110], [silent, grown])),
        ).toMatchObject({ counts: { inserted: 0, updated: 1, unchanged: 1, removed: 0 } });
        expect((await listStatistics(store)).map(({ values }) => values.inboundCalls)).toEqual([
          3, 2,
        ]);
      }));

    it('lets what a slice lacks go, once that is confirmed, and nothing around it', () =>
      withStore(openStore, async ({ store }) => {
        const ids = ['alpha:a', 'alpha:b', 'alpha:c'];
        const rows = ids.map((id, index) => sampleStatistic(id, index * 60));
        await store.commitStatistics(statisticReading([0, 180], rows));
        await store.commitStatistics(
          statisticReading([60, 120], [sampleStatistic('alpha:other', 60)], { stream: 'other' }),
        );
        const before = await contentOf(store);
        const lacking = statisticReading([60, 120], [], {
          rejected: [{ raw: '{}', reason: 'no day' }],
        });
        expect(await store.commitStatistics(lacking)).toEqual({ committed: false, wouldRemove: 1 });
        expect(await contentOf(store)).toEqual(before);
        expect(await store.commitStatistics({ ...lacking, missing: 'keep' })).toMatchObject({
          counts: { removed: 0 },
        });
        expect(await store.commitStatistics({ ...lacking, missing: 'remove' })).toMatchObject({
          counts: { removed: 1 },
        });
        expect((await listStatistics(store)).map(({ id }) => id)).toEqual([
          'alpha:a',
          'alpha:other',
          'alpha:c',
        ]);
      }));

    it('keeps apart what was asked with other parameters, whatever their order', () =>
      withStore(openStore, async ({ store }) => {
        const inbound = { parameters: { direction: 'IN', ignoreBelow: 5 }, basis: 'in' };
        const all = { parameters: {}, basis: 'all' };
        const rows = [sampleStatistic('alpha:in', 0, { inboundCalls: 1 })];
        await store.commitStatistics(statisticReading([0, 60], rows, inbound));
        await store.commitStatistics(statisticReading([0, 60], [], { ...all, missing: 'remove' }));
        expect(await listStatistics(store)).toHaveLength(1);
        expect(await store.coverage()).toMatchObject([
          { basis: 'all', rows: 0 },
          { basis: 'in', rows: 1 },
        ]);
        const turned = { ...inbound, parameters: { ignoreBelow: 5, direction: 'IN' } };
        expect(await store.commitStatistics(statisticReading([0, 60], rows, turned))).toMatchObject(
          { counts: { inserted: 0, unchanged: 1 } },
        );
      }));

    it('covers what was read, and counts statistics, not calls', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 60], [sampleRow('alpha:1', 0)]));
        const rows = [0, 60].map((at) => sampleStatistic(`alpha:${at}`, at));
        await store.commitStatistics(statisticReading([0, 120], rows));
        await store.commitStatistics(
          statisticReading([60, 90], [], {
            missing: 'remove',
            proof: { state: 'provisional', readAt: minute(1001), vendorRows: null },
          }),
        );
        const entries = (await store.coverage('alpha')).map(
          (entry) => [entry.stream, entry.from, entry.state, entry.rows] as const,
        );
        expect(entries).toEqual([
          ['calls', minute(0), 'sealed', 1],
          ['statistics-hour', minute(0), 'sealed', 1],
          ['statistics-hour', minute(60), 'provisional', 0],
          ['statistics-hour', minute(90), 'sealed', 0],
        ]);
        expect(await store.count()).toBe(1);
      }));

    it('leaves stored statistics alone where a reading has no proof', () =>
      withStore(openStore, async ({ store }) => {
        await store.commitStatistics(
          statisticReading([0, 60], [sampleStatistic('alpha:a', 0, { inboundCalls: 5 })]),
        );
        const replayed = [
          sampleStatistic('alpha:a', 0, { inboundCalls: 1 }),
          sampleStatistic('alpha:b', 0, { inboundCalls: 2 }),
        ];
        const before = await store.coverage();
        expect(
          await store.commitStatistics(
            statisticReading([0, 60], replayed, { proof: null, missing: 'keep' }),
          ),
        ).toMatchObject({ counts: { inserted: 1, updated: 0, unchanged: 1 } });
        expect((await listStatistics(store)).map(({ values }) => values.inboundCalls)).toEqual([
          5, 2,
        ]);
        expect(await store.coverage()).toEqual(before.map((range) => ({ ...range, rows: 2 })));
      }));

    it('counts what a reading without proof removes', () =>
      withStore(openStore, async ({ store }) => {
        const rows = [0, 60].map((at) => sampleStatistic(`alpha:${at}`, at));
        await store.commitStatistics(statisticReading([0, 120], rows));
        const before = await store.coverage();
        expect(
          await store.commitStatistics(
            statisticReading([0, 60], [], { proof: null, missing: 'remove' }),
          ),
        ).toMatchObject({ counts: { removed: 1 } });
        expect(await store.coverage()).toEqual(before.map((range) => ({ ...range, rows: 1 })));
      }));

    it('keeps rejected rows until their slice is read again, and what they were asked with', () =>
      withStore(openStore, async ({ store }) => {
        const rejected = [{ raw: '{"data":1}', reason: 'data: expected object' }];
        await store.commitStatistics(statisticReading([0, 60], [], { rejected, basis: 'in' }));
        expect(await listRejected(store)).toMatchObject([
          { ...rejected[0], stream: 'statistics-hour', basis: 'in' },
        ]);
        await store.commit(sampleReading([0, 60], []));
        expect(await listRejected(store)).toHaveLength(1);
        await store.commitStatistics(statisticReading([0, 60], [], { basis: 'all' }));
        expect(await listRejected(store)).toEqual([]);
      }));

    it('keeps one text in every slice that told it, until that slice is read again', () =>
      withStore(openStore, async ({ store }) => {
        const rejected = [{ raw: '{"hour":"?"}', reason: 'hour: expected two digits' }];
        await store.commitStatistics(statisticReading([0, 60], [], { rejected }));
        await store.commitStatistics(statisticReading([60, 120], [], { rejected }));
        const windows = async () =>
          (await listRejected(store)).flatMap((row) =>
            row.windows.map(({ from, to }) => [from, to]),
          );
        const [first, second] = [statisticReading([0, 60], []), statisticReading([60, 120], [])];
        expect((await windows()).toSorted(([a = 0], [b = 0]) => a - b)).toEqual([
          [first.window.from, first.window.to],
          [second.window.from, second.window.to],
        ]);
        await store.commitStatistics(first);
        expect(await windows()).toEqual([[second.window.from, second.window.to]]);
        const late = statisticReading([90, 120], []);
        await store.commitStatistics(late);
        expect(await windows()).toEqual([[second.window.from, late.window.from]]);
      }));

    it('refuses a reading that breaks its rules, and leaves no trace of it', () =>
      withStore(openStore, async ({ store }) => {
        await store.commitStatistics(statisticReading([0, 60], [sampleStatistic('alpha:a', 0)]));
        const before = await contentOf(store);
        for (const rows of [
          [sampleStatistic('alpha:b', 30), sampleStatistic('alpha:late', 60)],
          [sampleStatistic('alpha:b', 30), sampleStatistic('alpha:b', 0)],
          [{ ...sampleStatistic('alpha:b', 30), hash: 0.5 }],
        ]) {
          await expect(
            store.commitStatistics(statisticReading([0, 60], rows)),
          ).rejects.toMatchObject({ code: 'store' });
          expect(await contentOf(store)).toEqual(before);
        }
      }));

    it('lists them in one order, and those that are asked for', () =>
      withStore(openStore, async ({ store }) => {
        const bea = { agent: { id: '8', name: 'BÉA' }, extension: { id: 'x2', number: '102' } };
        const day = { unit: 'day' as const, timeZone: 'UTC' };
        await store.commitStatistics(
          statisticReading(
            [0, 180],
            [
              sampleStatistic('alpha:\uFFFD', 0),
              sampleStatistic('alpha:😀', 0, {}, bea),
              sampleStatistic('alpha:late', 120),
            ],
          ),
        );
        const { statistic } = sampleStatistic('', 60);
        const interval = { ...statistic.interval, ...day };
        await store.commitStatistics(
          statisticReading([0, 180], [sampleStatistic('beta:day', 60, {}, { interval })], {
            source: 'beta',
            stream: 'statistics-day',
          }),
        );
        const idsOf = async (filter: StatisticQuery['filter']) =>
          (await listStatistics(store, { filter: filter ?? {} })).map(({ id }) => id);
        const all = ['alpha:\uFFFD', 'alpha:😀', 'beta:day', 'alpha:late'];
        expect(await idsOf({})).toEqual(all);
        expect(await idsOf({ source: ['beta'] })).toEqual(['beta:day']);
        expect(await idsOf({ stream: ['statistics-day', 'x'] })).toEqual(['beta:day']);
        expect(await idsOf({ unit: ['hour'] })).toEqual(all.filter((id) => id !== 'beta:day'));
        expect(await idsOf({ from: minute(60), to: minute(120) })).toEqual(['beta:day']);
        expect(await idsOf({ agent: ['béa'] })).toEqual(['alpha:😀']);
        expect(await idsOf({ agent: ['8'], unit: ['hour'] })).toEqual(['alpha:😀']);
        expect(await idsOf({ extension: ['102', 'x1'] })).toEqual(all);
        expect(await idsOf({ source: [] })).toEqual([]);
      }));

    it('forgets old raw rows, and leaves the statistics', () =>
      withStore(openStore, async ({ store }) => {
        const rows = [0, 60].map((at) => sampleStatistic(`alpha:${at}`, at));
        await store.commitStatistics(statisticReading([0, 120], rows));
        expect(await store.deleteRawBefore(minute(60), 'beta')).toBe(0);
        expect(await store.deleteRawBefore(minute(60))).toBe(1);
        expect(await store.deleteRawBefore(minute(60))).toBe(0);
        const [old, young] = await listStatistics(store, { raw: true });
        expect(old).not.toHaveProperty('raw');
        expect(young).toHaveProperty('raw');
      }));

    it('keeps tens of thousands of them, and lists each once', () =>
      withStore(openStore, async ({ store }) => {
        const rows = Array.from({ length: 9000 }, (_, index) =>
          sampleStatistic(`alpha:${index}`, index % 50, { inboundCalls: index }),
        );
        await store.commitStatistics(statisticReading([0, 50], rows));
        expect(await countOf(store)).toEqual([9000, 9000]);
        await store.commitStatistics(
          statisticReading([0, 50], rows.slice(0, 4500), { missing: 'remove' }),
        );
        expect(await countOf(store)).toEqual([4500, 4500]);
      }));
  });
}

async function countOf(store: Store): Promise<[all: number, different: number]> {
  const ids = (await listStatistics(store)).map(({ id }) => id);
  return [ids.length, new Set(ids).size];
}
