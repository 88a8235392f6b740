import type { ReadingProof } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { minute, sampleReading } from '../sample-readings.ts';
import { listRejected } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const noDate = { raw: '{"a":1}', reason: 'no date' };
const noStart = { raw: '{"b":2}', reason: 'no start' };

/** What commits do to rejected rows. */
export function describeRejected(openStore: OpenStore): void {
  describe('rejected rows', () => {
    it('keeps them with what is known of them, equal ones once', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], [], { rejected: [noDate, noStart, noDate] }));
        const rows = await listRejected(store);
        expect(rows).toHaveLength(2);
        expect(rows.find(({ raw }) => raw === noDate.raw)).toEqual({
          id: expect.any(String),
          source: 'alpha',
          stream: 'calls',
          provider: 'sample',
          windows: [{ from: minute(0), to: minute(10) }],
          ...noDate,
          occurrences: 2,
          rejectedAt: '2025-03-02T00:40:00.000Z',
        });
        expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
      }));

    it('lets those of slices inside the window give way, and no others', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], [], { rejected: [noDate] }));
        await store.commit(sampleReading([10, 30], [], { rejected: [noStart] }));
        await store.commit(sampleReading([0, 20], [], {}));
        expect(await listRejected(store)).toMatchObject([noStart]);
        await store.commit(sampleReading([0, 30], [], { source: 'beta' }));
        expect(await listRejected(store)).toHaveLength(1);
        await store.commit(sampleReading([0, 30], [], { proof: null }));
        expect(await listRejected(store)).toHaveLength(1);
        await store.commit(sampleReading([0, 30], []));
        expect(await listRejected(store)).toEqual([]);
      }));

    it('looks for them no longer where a reading came without them', () =>
      withStore(openStore, async ({ store }) => {
        const windows = async () => (await listRejected(store)).map((row) => row.windows);
        await store.commit(sampleReading([0, 30], [], { rejected: [noDate] }));
        await store.commit(sampleReading([10, 20], [], { proof: null }));
        expect(await windows()).toEqual([[{ from: minute(0), to: minute(30) }]]);
        await store.commit(sampleReading([10, 20], []));
        expect(await windows()).toEqual([
          [
            { from: minute(0), to: minute(10) },
            { from: minute(20), to: minute(30) },
          ],
        ]);
        await store.commit(sampleReading([0, 10], []));
        expect(await windows()).toEqual([[{ from: minute(20), to: minute(30) }]]);
        await store.commit(sampleReading([30, 40], []));
        await store.commit(sampleReading([15, 25], [], { stream: 'other' }));
        expect(await windows()).toEqual([[{ from: minute(20), to: minute(30) }]]);
        await store.commit(sampleReading([15, 40], []));
        expect(await listRejected(store)).toEqual([]);
      }));

    it('looks for them wherever they came', () =>
      withStore(openStore, async ({ store }) => {
        const windows = async () => (await listRejected(store)).map((row) => row.windows);
        await store.commit(sampleReading([0, 10], [], { rejected: [noDate] }));
        await store.commit(sampleReading([20, 30], [], { rejected: [noDate] }));
        expect(await windows()).toEqual([
          [
            { from: minute(0), to: minute(10) },
            { from: minute(20), to: minute(30) },
          ],
        ]);
        await store.commit(sampleReading([10, 20], [], { rejected: [noDate] }));
        expect(await windows()).toEqual([[{ from: minute(0), to: minute(30) }]]);
        await store.commit(sampleReading([0, 20], []));
        expect(await windows()).toEqual([[{ from: minute(20), to: minute(30) }]]);
      }));

    it('remembers when a row was first rejected, oldest first', () =>
      withStore(openStore, async ({ store }) => {
        const proofAt = (at: number): ReadingProof => ({
          state: 'sealed',
          readAt: minute(at),
          vendorRows: 0,
        });
        await store.commit(sampleReading([0, 10], [], { rejected: [noDate], proof: proofAt(100) }));
        await store.commit(
          sampleReading([10, 20], [], { rejected: [noStart], proof: proofAt(90) }),
        );
        const otherReason = { ...noDate, reason: 'no zone' };
        await store.commit(
          sampleReading([0, 10], [], { rejected: [otherReason], proof: proofAt(200) }),
        );
        expect(await listRejected(store)).toMatchObject([
          { ...noStart, rejectedAt: '2025-03-01T09:30:00.000Z' },
          { ...otherReason, rejectedAt: '2025-03-01T09:40:00.000Z' },
        ]);
      }));

    it('lists those of one source, and forgets them by id', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], [], { rejected: [noDate, noStart] }));
        await store.commit(sampleReading([0, 10], [], { source: 'beta', rejected: [noDate] }));
        const [first, second] = await listRejected(store, 'alpha');
        expect(await listRejected(store, 'beta')).toHaveLength(1);
        await store.deleteRejected([first?.id ?? '', 'unheard-of']);
        expect(await listRejected(store, 'alpha')).toEqual([second]);
        expect(await listRejected(store)).toHaveLength(2);
      }));

    it('keeps thousands of them', () =>
      withStore(openStore, async ({ store }) => {
        const rejected = Array.from({ length: 5000 }, (_, at) => ({
          raw: `row ${at}`,
          reason: 'no date',
        }));
        await store.commit(sampleReading([0, 10], [], { rejected }));
        const rows = await listRejected(store);
        expect(new Set(rows.map(({ raw }) => raw)).size).toBe(5000);
        expect(rows).toHaveLength(5000);
      }));
  });
}
