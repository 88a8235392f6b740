import type { SyncRun } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { notesReading } from '../sample-notes.ts';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { statisticReading } from '../sample-statistics.ts';
import { listAll, listNotes, listStatistics } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const running: SyncRun = {
  id: 'run-1',
  startedAt: '2025-03-01T10:00:00.000Z',
  endedAt: null,
  status: 'running',
  report: null,
};

/** Runs, raw rows, and the end of a store. */
export function describeRecords(openStore: OpenStore): void {
  describe('records', () => {
    it('keeps runs, newest first, each in its last state', () =>
      withStore(openStore, async ({ store }) => {
        const later = { ...running, id: 'run-2', startedAt: '2025-03-01T11:00:00.000Z' };
        await store.recordRun(running);
        await store.recordRun(later);
        const ended: SyncRun = {
          ...running,
          endedAt: '2025-03-01T10:00:05.000Z',
          status: 'complete',
          report: { sources: [{ source: 'alpha', rows: { received: 3 } }], 'naïve "key"': null },
        };
        await store.recordRun(ended);
        expect(await store.runs(10)).toEqual([later, ended]);
        expect(await store.runs(1)).toEqual([later]);
      }));

    it('forgets old raw rows, and leaves the calls', () =>
      withStore(openStore, async ({ store }) => {
        const rows = [0, 5, 9].map((at) => sampleRow(`alpha:${at}`, at));
        await store.commit(sampleReading([0, 10], rows));
        await store.commit(sampleReading([0, 10], [sampleRow('beta:0', 0)], { source: 'beta' }));
        expect(await store.deleteRawBefore(minute(9), 'alpha')).toBe(2);
        expect(await store.deleteRawBefore(minute(9), 'alpha')).toBe(0);
        const kept = (await listAll(store, { raw: true })).filter(({ raw }) => raw !== undefined);
        expect(kept.map(({ id }) => id)).toEqual(['beta:0', 'alpha:9']);
        expect(await store.deleteRawBefore(minute(100))).toBe(2);
        expect(await store.count()).toBe(4);
      }));

    it('gives raw rows that are no JSON as text', () =>
      withStore(openStore, async ({ store }) => {
        const row = { ...sampleRow('alpha:1', 0), raw: 'date;from;to' };
        await store.commit(sampleReading([0, 10], [row]));
        expect(await listAll(store, { raw: true })).toMatchObject([{ raw: 'date;from;to' }]);
      }));

    it('goes on after it was optimized', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], [sampleRow('alpha:1', 0)]));
        await store.optimize();
        await store.commit(sampleReading([0, 10], [sampleRow('alpha:1', 1)]));
        await store.optimize();
        expect(await listAll(store)).toMatchObject([{ startedAt: '2025-03-01T08:01:00.000Z' }]);
      }));

    it('refuses all work once it is closed', () =>
      withStore(openStore, async ({ store }) => {
        await store.close();
        await store.close();
        const refused = { code: 'store' };
        await expect(store.count()).rejects.toMatchObject(refused);
        await expect(listAll(store)).rejects.toMatchObject(refused);
        await expect(store.coverage()).rejects.toMatchObject(refused);
        await expect(store.commit(sampleReading([0, 10], []))).rejects.toMatchObject(refused);
        await expect(store.commitStatistics(statisticReading([0, 10], []))).rejects.toMatchObject(
          refused,
        );
        await expect(listStatistics(store)).rejects.toMatchObject(refused);
        await expect(store.commitNotes(notesReading([]))).rejects.toMatchObject(refused);
        await expect(listNotes(store)).rejects.toMatchObject(refused);
        await expect(store.recordRun(running)).rejects.toMatchObject(refused);
        await expect(store.apiKeys()).rejects.toMatchObject(refused);
        await expect(store.pausedSources()).rejects.toMatchObject(refused);
        await expect(store.optimize()).rejects.toMatchObject(refused);
      }));
  });
}
