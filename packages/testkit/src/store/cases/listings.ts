import { type Call, type CallQuery, type CallRow, compareCallKeys, type Store } from '@cdr/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSameList } from '../expect-same-list.ts';
import { partOf } from '../part-of.ts';
import { sampleReading, sampleRow } from '../sample-readings.ts';
import { listAll } from '../store-content.ts';
import { type OpenStore, type StoreSubject, withStore } from '../store-subject.ts';

const anna = { id: '7', name: 'Anna', login: 'anna', extension: '101' };
const jan = { id: '8', name: 'Jan', login: 'jan', extension: '102' };
const queries: CallQuery[] = [
  {},
  { order: 'desc' },
  { raw: true, filter: { agent: ['anna'] } },
  { offset: 4321, limit: 10 },
  { offset: 9_000, order: 'desc' },
  { offset: 20_000 },
  { limit: 9_001, offset: 3 },
  { filter: { tag: ['URGENT'] }, order: 'desc' },
  { after: { startedAt: '2025-03-01T09:00:00.000Z', id: 'alpha:5' }, offset: 100 },
];

/** Listings beyond what one batch holds. */
export function describeListings(openStore: OpenStore): void {
  describe('listings', () => {
    const rows = manyRows();
    const calls = rows.map(toCall);
    let filled: StoreSubject;
    beforeAll(async () => {
      filled = await openStore();
      await fill(filled.store, rows);
    });
    afterAll(() => filled.cleanup());

    it('lists any part of many calls, in their order', async () => {
      for (const query of queries) {
        const expected = partOf(calls, query).map(({ raw, ...call }) =>
          query.raw === true ? { ...call, raw } : call,
        );
        expectSameList(await listAll(filled.store, query), expected);
      }
    }, 60_000);

    it('gives batches that are neither empty nor large', async () => {
      const sizes: number[] = [];
      for await (const batch of filled.store.read()) sizes.push(batch.length);
      expect(sizes.reduce((a, b) => a + b)).toBe(13_000);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
      expect(Math.max(...sizes)).toBeLessThan(10_000);
    });

    it('can be left early', async () => {
      for await (const batch of filled.store.read()) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
      expect(await filled.store.count()).toBe(13_000);
    });

    it('neither repeats nor loses a call while others are committed', () =>
      withStore(openStore, async ({ store }) => {
        await fill(store, rows);
        const before = await listAll(store);
        const seen: Call[] = [];
        let commits = 0;
        for await (const batch of store.read()) {
          seen.push(...batch);
          commits += 1;
          const added = [0, 61, 121].map((at) => sampleRow(`alpha:added-${commits}-${at}`, at));
          await store.commit(sampleReading([0, 180], added, { proof: null }));
        }
        expect(commits).toBeGreaterThan(1);
        const old = seen.filter(({ id }) => !id.includes('added'));
        expectSameList(old, before);
        const inOrder = seen.every(
          (call, index) => index === 0 || compareCallKeys(seen[index - 1] ?? call, call) < 0,
        );
        expect(inOrder).toBe(true);
      }));
  });
}

/** An hour with few calls, one with many at the same instant, and one with many, read backwards. */
function manyRows(): CallRow[] {
  return Array.from({ length: 13_000 }, (_, index) =>
    sampleRow(`alpha:${index}`, index < 6000 ? 120 + (index % 60) : index < 12_000 ? 60 : 0, {
      agents: index % 3 === 0 ? [anna, jan] : [],
      tags: index % 100 === 0 ? [{ id: null, name: 'urgent', color: null }] : [],
    }),
  );
}

function toCall({ id, call, raw }: CallRow): Call {
  return { id, source: 'alpha', provider: 'sample', ...call, raw: JSON.parse(raw ?? 'null') };
}

async function fill(store: Store, rows: readonly CallRow[]): Promise<void> {
  for (const from of [120, 60, 0]) {
    const inside = rows.filter(({ call }) => call.startedAt.slice(11, 13) === hourOf(from));
    await store.commit(sampleReading([from, from + 60], inside));
  }
}

function hourOf(atMinute: number): string {
  return String(8 + atMinute / 60).padStart(2, '0');
}
