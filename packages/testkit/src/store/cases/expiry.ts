import type { AuditEntry, ExpiryRequest } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { notesReading, sampleCallNotes, sampleNote } from '../sample-notes.ts';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { sampleStatistic, statisticReading } from '../sample-statistics.ts';
import { contentOf } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const audit: AuditEntry = {
  id: 'e1',
  at: '2025-03-05T10:00:00.000Z',
  action: 'calls-expired',
  by: { via: 'server', keyId: null },
  times: 1,
  detail: { source: 'alpha' },
};
const request: ExpiryRequest = {
  source: 'alpha',
  before: minute(70),
  statistics: { 'statistics-hour': minute(60) },
  audit,
};
const rows = [0, 69, 70, 80].map((at) => sampleRow(`alpha:${at}`, at, { noteCount: 1 }));
const reading = sampleReading([0, 100], rows, {
  answer: { digest: 7, received: 4, outside: 0, duplicate: 0, vendorRows: 4 },
});
const sums = statisticReading([0, 120], [sampleStatistic('s1', 0), sampleStatistic('s2', 60)]);
const rejecting = (from: number, to: number) =>
  sampleReading([from, to], [], {
    stream: 'others',
    rejected: [{ raw: `from ${from}`, reason: 'no date' }],
  });
const notes = notesReading(
  [0, 70].map((at) => sampleCallNotes(`alpha:${at}`, at, [sampleNote(`n${at}`)])),
);

/** How old calls go. */
export function describeExpiry(openStore: OpenStore): void {
  describe('what is too old', () => {
    it('goes with all that belongs to it, and the proof that it was read', () =>
      withStore(openStore, async ({ store, reopen }) => {
        await store.commit(reading);
        await store.commit({
          ...reading,
          source: 'beta',
          rows: rows.map((row) => ({ ...row, id: `${row.id}-b` })),
        });
        await store.commitStatistics(sums);
        await store.commitNotes(notes);
        await store.commit(rejecting(0, 70));
        await store.commit(rejecting(70, 90));
        await store.commit(rejecting(60, 70));
        const before = await contentOf(store);
        const counts = { calls: 2, notes: 1, rejected: 2, statistics: 1 };
        expect(await store.deleteOld(request)).toEqual(counts);
        const after = await contentOf(store);
        const isKept = ({ source, startedAt }: { source: string; startedAt: string }) =>
          source === 'beta' || startedAt >= '2025-03-01T09:10:00.000Z';
        expect(after.calls).toEqual(before.calls.filter(isKept));
        expect(after.notes.map(({ id }) => id)).toEqual(['n70']);
        expect(after.statistics.map(({ id }) => id)).toEqual(['s2']);
        expect(after.rejected.map(({ raw }) => raw)).toEqual(['from 70']);
        const own = after.coverage.filter(({ source }) => source === 'alpha');
        expect(own.map(({ stream, from, to, rows: count }) => [stream, from, to, count])).toEqual([
          ['calls', minute(70), minute(100), 2],
          ['others', minute(70), minute(90), 2],
          ['statistics-hour', minute(60), minute(120), null],
        ]);
        expect(after.coverage.filter(({ source }) => source === 'beta')).toEqual(
          before.coverage.filter(({ source }) => source === 'beta'),
        );
        expect(await store.lastAnswers(reading, reading.window)).toEqual([]);
        expect(await store.audit({ limit: 9 })).toEqual([
          { ...audit, detail: { source: 'alpha', ...counts } },
        ]);
        if (reopen === undefined) return;
        expect(await contentOf(await reopen())).toEqual(after);
      }));

    it('is counted rightly by the readings that follow', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(reading);
        await store.commitStatistics(sums);
        await store.deleteOld(request);
        await store.commit(sampleReading([90, 110], [sampleRow('alpha:95', 95)]));
        const window = { from: minute(60), to: minute(180) };
        await store.commitStatistics({
          ...sums,
          window,
          rows: [sampleStatistic('s2', 60), sampleStatistic('s3', 120)],
        });
        expect((await store.coverage()).map(({ stream, rows: count }) => [stream, count])).toEqual([
          ['calls', 3],
          ['statistics-hour', 2],
        ]);
      }));

    it('is told of no second time', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(reading);
        await store.deleteOld(request);
        const before = await contentOf(store);
        const nothing = { calls: 0, notes: 0, rejected: 0, statistics: 0 };
        expect(await store.deleteOld(request)).toEqual(nothing);
        expect(await contentOf(store)).toEqual(before);
        expect(await store.audit({ limit: 9 })).toHaveLength(1);
      }));
  });
}
