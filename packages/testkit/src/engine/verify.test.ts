import { type CallRow, createCallFields, type Store, TransportError, toInstant } from '@cdr/core';
import type { StreamVerification, VerifyReport } from '@cdr/engine';
import { describe, expect, it } from 'vitest';
import { createArtificialStatistics } from '../__fixtures__/artificial/artificial-statistics.ts';
import {
  type ArtificialRecord,
  at,
  contentOf,
  createArtificialVendor,
} from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { createNotedVendor } from '../__fixtures__/artificial/noted-vendor.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { listNotes, listStatistics, contentOf as storeContentOf } from '../store/store-content.ts';
import { withStore } from '../store/store-subject.ts';

const hourMs = 3_600_000;
const now = at('2025-05-14T09:00');
const asked = { from: at('2025-05-11T00:00'), to: at('2025-05-14T00:00') };
/** Eight a day. */
const records: ArtificialRecord[] = Array.from({ length: 24 }, (_, index) => ({
  key: `r${index}`,
  at: asked.from + index * 3 * hourMs + 60_000,
}));
const day12 = { from: '2025-05-12T00:00:00.000Z', to: '2025-05-13T00:00:00.000Z' };
const nothing = { count: 0, ids: [] };

const owner = { source: 'demo', stream: 'calls', provider: 'artificial' };

/** Takes calls out of the store, behind the ledger's back. */
async function forget(store: Store, { at: from }: ArtificialRecord): Promise<void> {
  const window = { from, to: from + 1 };
  await store.commit({
    ...owner,
    ...{ window, proof: null, rows: [], rejected: [], missing: 'remove' },
  });
}

/** Puts a row into the store, behind the ledger's back. */
async function put(store: Store, row: CallRow): Promise<void> {
  const from = Date.parse(row.call.startedAt);
  const window = { from, to: from + 1 };
  await store.commit({
    ...owner,
    ...{ window, proof: null, rows: [row], rejected: [], missing: 'keep' },
  });
}

function rowOf({ key, at: start }: ArtificialRecord, group: string, hash = 1): CallRow {
  const call = createCallFields({
    vendorId: key,
    startedAt: toInstant(start),
    timePrecision: 'millisecond',
    timeZone: 'UTC',
    group,
  });
  return { id: `demo:${key}`, call, raw: null, hash };
}

function streamOf({ sources }: VerifyReport, index = 0): StreamVerification {
  const stream = sources[0]?.streams[index];
  if (stream === undefined) throw new Error(JSON.stringify(sources));
  return stream;
}

/** The one difference that there is. */
function differenceOf(report: VerifyReport, index = 0) {
  const { differences } = streamOf(report, index);
  expect(differences).toHaveLength(1);
  return differences[0];
}

describe.each(stores)('verification, of %s', (_, openStore) => {
  const bench = (work: (own: ReturnType<typeof createEngineBench>) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));

  it.each(['id', 'content'] as const)(
    'finds nothing after a sync, and tells what is not compared (%s)',
    (identity) =>
      bench(async ({ sync, open, verify, clock }) => {
        const vendor = createArtificialVendor(records, { identity });
        const source = open('demo', vendor.provider, { since: '2025-05-10' });
        await sync(source, { from: asked.from });
        clock.advance(hourMs);
        const report = await verify(source);
        expect(report.status).toBe('equal');
        expect(report.sources[0]).toMatchObject({ source: 'demo', status: 'equal', errors: [] });
        expect(streamOf(report)).toMatchObject({
          stream: 'calls',
          status: 'equal',
          slices: { planned: 4, done: 4, failed: 0 },
          rows: { compared: identity === 'id' ? 0 : 24, counted: identity === 'id' ? 24 : 0 },
          verified: [{ from: '2025-05-11T00:00:00.000Z', to: '2025-05-14T03:00:00.000Z' }],
          differences: [],
          repaired: [],
          provisional: [{ from: '2025-05-14T03:00:00.000Z', to: '2025-05-14T09:00:00.000Z' }],
          unreachable: [],
          gaps: [
            { from: '2025-05-10T00:00:00.000Z', to: '2025-05-11T00:00:00.000Z' },
            { from: '2025-05-14T09:00:00.000Z', to: '2025-05-14T10:00:00.000Z' },
          ],
          permanentGaps: [],
        });
      }),
  );

  it('compares totals with one page a day, and rows where a page holds them or where it is asked to', () =>
    bench(async ({ sync, open, verify }) => {
      const vendor = createArtificialVendor(records, { pageSize: 5 });
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      let pages = 0;
      vendor.answer = ({ page }) => {
        pages += 1;
        return page;
      };
      expect(streamOf(await verify(source, asked)).rows).toMatchObject({
        compared: 0,
        counted: 24,
      });
      expect(pages).toBe(3);
      pages = 0;
      const full = await verify(source, asked, { full: true });
      expect(streamOf(full).rows).toMatchObject({ compared: 24, counted: 0 });
      expect(pages).toBe(6);
      const large = createArtificialVendor(records, { pageSize: 8 });
      const report = await verify(open('demo', large.provider), asked);
      expect(streamOf(report).rows).toMatchObject({ compared: 24, counted: 0 });
    }));

  it('goes by rows where a vendor answers in lists, whose totals can’t be added up', () =>
    bench(async ({ sync, open, verify }) => {
      const vendor = createArtificialVendor(records, { lists: ['plain', 'other'], pageSize: 2 });
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      const report = await verify(source, asked);
      expect(report.status).toBe('equal');
      expect(streamOf(report).rows).toMatchObject({ compared: 24, counted: 0 });
    }));

  it('writes nothing unless it is to repair', () =>
    bench(async ({ sync, open, verify, store, clock }) => {
      const vendor = createArtificialVendor(records);
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      await forget(store, records[12] ?? { key: '', at: 0 });
      const [content, answers, runs] = [
        await storeContentOf(store),
        await store.lastAnswers(owner, asked),
        await store.runs(9),
      ];
      clock.advance(hourMs);
      expect((await verify(source, asked)).status).toBe('different');
      expect(await storeContentOf(store)).toEqual(content);
      expect(await store.lastAnswers(owner, asked)).toEqual(answers);
      expect(await store.runs(9)).toEqual(runs);
    }));

  it.each(['id', 'content'] as const)(
    'finds a call that the store lost, and repairs it (%s)',
    (identity) =>
      bench(async ({ sync, open, verify, store, content, clock }) => {
        const vendor = createArtificialVendor(records, { identity });
        const source = open('demo', vendor.provider);
        await sync(source, asked);
        await forget(store, records[12] ?? { key: '', at: 0 });
        clock.advance(hourMs);
        const found = differenceOf(await verify(source, asked));
        expect(found).toMatchObject({ ...day12, extra: nothing, changed: nothing });
        expect(found?.missing).toEqual({
          count: 1,
          ids: [identity === 'id' ? 'demo:r12' : expect.stringMatching(/^demo:~.*-1$/)],
        });
        const repaired = await verify(source, asked, { repair: true });
        expect(repaired.status).toBe('equal');
        expect(streamOf(repaired)).toMatchObject({ differences: [], repaired: [found] });
        expect(await content()).toEqual(contentOf(records));
        expect((await verify(source, asked)).status).toBe('equal');
        expect((await store.coverage()).every(({ state }) => state === 'sealed')).toBe(true);
      }),
  );

  it('finds a call that is stored otherwise than it is told, and repairs it', () =>
    bench(async ({ sync, open, verify, store, content, clock }) => {
      const vendor = createArtificialVendor(records);
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      await put(store, rowOf({ key: 'r12', at: records[12]?.at ?? 0 }, 'tampered'));
      clock.advance(hourMs);
      // A total can't tell.
      expect((await verify(source, asked)).status).toBe('equal');
      const found = differenceOf(await verify(source, asked, { full: true }));
      expect(found).toMatchObject({ ...day12, changed: { count: 1, ids: ['demo:r12'] } });
      const repaired = await verify(source, asked, { full: true, repair: true });
      expect(streamOf(repaired)).toMatchObject({ differences: [], repaired: [found] });
      expect(await content()).toEqual(contentOf(records));
    }));

  it('repairs a call that was changed in the store itself, where it still bears its fingerprint', () =>
    bench(async ({ open, verify, store, content, clock }) => {
      const rows: CallRow[] = [];
      const spying: Store = {
        ...store,
        commit(reading) {
          rows.push(...reading.rows);
          return store.commit(reading);
        },
      };
      const vendor = createArtificialVendor(records);
      const source = open('demo', vendor.provider);
      await createEngineBench(spying, now).sync(source, asked);
      const own = rows.find(({ id }) => id === 'demo:r12');
      if (own === undefined) throw new Error('there is no such row');
      const tampered = { ...own, call: { ...own.call, group: 'tampered' } };
      await put(store, { ...tampered, hash: own.hash + 1 });
      await put(store, tampered);
      clock.advance(hourMs);
      const report = await verify(source, asked, { full: true, repair: true });
      expect(report.status).toBe('equal');
      expect(streamOf(report).repaired).toMatchObject([{ changed: { ids: ['demo:r12'] } }]);
      expect(await content()).toEqual(contentOf(records));
      const { sources } = await createEngineBench(store, clock.now()).sync(
        open('demo', vendor.provider, { lookback: 'P4D' }),
        asked,
      );
      expect(sources[0]?.rows).toMatchObject({ updated: 0, unchanged: 24 });
    }));

  it('takes away what the vendor no longer tells, once it has said so twice, where records have no ids', () =>
    bench(async ({ sync, open, verify, content, clock }) => {
      const vendor = createArtificialVendor(records, { identity: 'content' });
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      vendor.records.splice(12, 1);
      clock.advance(hourMs);
      const found = differenceOf(await verify(source, asked));
      expect(found).toMatchObject({ ...day12, missing: nothing, extra: { count: 1 } });
      vendor.readings.length = 0;
      const repaired = await verify(source, asked, { repair: true });
      expect(repaired.status).toBe('equal');
      expect(await content()).toEqual(contentOf(vendor.records));
      // Three days; the one that differs twice more for the repair, and once for the proof.
      expect(vendor.readings).toHaveLength(6);
    }));

  it('keeps what a vendor with ids no longer tells, and says so', () =>
    bench(async ({ sync, open, verify, content, clock }) => {
      const vendor = createArtificialVendor(records);
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      vendor.records.splice(12, 1);
      clock.advance(hourMs);
      const report = await verify(source, asked, { repair: true });
      expect(report.status).toBe('different');
      expect(differenceOf(report)).toMatchObject({ extra: { count: 1, ids: ['demo:r12'] } });
      expect(report.sources[0]?.warnings).toEqual([expect.stringMatching(/^1 rows? .* stay/)]);
      expect(await content()).toEqual(contentOf(records));
    }));

  it('tells of a day whose total contradicts its rows, and compares the others', () =>
    bench(async ({ sync, open, verify, store, clock }) => {
      const vendor = createArtificialVendor(records);
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      await forget(store, records[0] ?? { key: '', at: 0 });
      clock.advance(hourMs);
      vendor.answer = ({ page, request: { owned } }) =>
        toInstant(owned.from) === day12.from ? { ...page, total: (page.total ?? 0) + 1 } : page;
      const report = await verify(source, asked);
      expect(report.status).toBe('different');
      expect(differenceOf(report)?.missing).toEqual({ count: 1, ids: ['demo:r0'] });
      expect(streamOf(report).slices.failed).toBeGreaterThan(0);
      expect(report.sources[0]?.errors).toEqual([
        expect.stringMatching(/ran dry|counts \d+ records/),
      ]);
    }));

  it('is partial when a range fails, and failed when all do', () =>
    bench(async ({ sync, open, verify, clock }) => {
      const vendor = createArtificialVendor(records, { identity: 'content' });
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      clock.advance(hourMs);
      vendor.answer = ({ page, request: { owned } }) => {
        if (toInstant(owned.from) === day12.from)
          throw new TransportError({ what: 'Nobody there' });
        return page;
      };
      const partial = await verify(source, asked);
      expect(partial.status).toBe('partial');
      expect(streamOf(partial)).toMatchObject({
        status: 'partial',
        slices: { planned: 3, done: 2, failed: 1 },
        verified: [{ to: day12.from }, { from: day12.to }],
      });
      expect(partial.sources[0]?.errors).toEqual(['Nobody there.']);
      vendor.answer = () => {
        throw new TransportError({ what: 'Nobody there' });
      };
      expect((await verify(source, asked)).status).toBe('failed');
    }));

  it('leaves a difference that it could not repair', () =>
    bench(async ({ sync, open, verify, store, clock }) => {
      const vendor = createArtificialVendor(records, { identity: 'content' });
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      await forget(store, records[12] ?? { key: '', at: 0 });
      clock.advance(hourMs);
      vendor.readings.length = 0;
      vendor.answer = ({ page }) => {
        if (vendor.readings.length > 3) throw new TransportError({ what: 'Nobody there' });
        return page;
      };
      const report = await verify(source, asked, { repair: true });
      expect(report.status).toBe('different');
      expect(differenceOf(report)).toMatchObject({ ...day12, missing: { count: 1 } });
      expect(streamOf(report).repaired).toEqual([]);
      expect(report.sources[0]?.errors).toEqual(['Nobody there.']);
    }));

  it('stops when it is told to', () =>
    bench(async ({ sync, open, verify }) => {
      const vendor = createArtificialVendor(records, { identity: 'content' });
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      const controller = new AbortController();
      vendor.readings.length = 0;
      vendor.answer = ({ page }) => {
        controller.abort();
        return page;
      };
      const report = await verify(source, asked, { signal: controller.signal });
      expect(report).toMatchObject({ status: 'interrupted', sources: [{ errors: [] }] });
      expect(vendor.readings.length).toBeLessThan(3);
    }));

  it('waits until the vendor may be asked about the same again', () =>
    bench(async ({ sync, open, verify, clock, events }) => {
      const vendor = createArtificialVendor(records, { minPollInterval: 'PT5M' });
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      clock.advance(60_000);
      expect((await verify(source, asked)).status).toBe('equal');
      expect(clock.waits).toEqual([240_000]);
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'pause', source: 'demo', delayMs: 240_000 }),
      );
    }));

  it('tells what is too old for the vendor by now', () =>
    bench(async ({ sync, open, verify, clock }) => {
      const vendor = createArtificialVendor(records, { identity: 'content', retention: 'P4D' });
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      clock.advance(48 * hourMs);
      const report = await verify(source, asked);
      expect(report.status).toBe('equal');
      expect(streamOf(report)).toMatchObject({
        unreachable: [{ from: '2025-05-11T00:00:00.000Z', to: '2025-05-12T09:00:00.000Z' }],
        verified: [{ from: '2025-05-12T09:00:00.000Z', to: '2025-05-14T00:00:00.000Z' }],
      });
    }));

  it('reads statistics again, and repairs what differs', () =>
    bench(async ({ sync, open, verify, store, clock }) => {
      const calls = [11, 12, 13].flatMap((day) =>
        ['anna', 'jan'].map((agent) => ({
          agent,
          at: at(`2025-05-${day}T10:00`),
          answered: true,
        })),
      );
      const vendor = createArtificialStatistics(calls);
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      clock.advance(hourMs);
      expect(streamOf(await verify(source, asked))).toMatchObject({
        kind: 'statistics',
        status: 'equal',
        rows: { compared: 4 },
        verified: [{ to: '2025-05-13T00:00:00.000Z' }],
        provisional: [{ from: '2025-05-13T00:00:00.000Z', to: '2025-05-14T00:00:00.000Z' }],
      });
      vendor.calls.shift();
      vendor.calls.push({ agent: 'jan', at: at('2025-05-11T12:00'), answered: false });
      vendor.calls.push({ agent: 'eva', at: at('2025-05-12T12:00'), answered: false });
      const found = differenceOf(await verify(source, asked));
      expect(found).toMatchObject({
        missing: { count: 1 },
        extra: { count: 1 },
        changed: { count: 1 },
      });
      const repaired = await verify(source, asked, { repair: true });
      expect(repaired.status).toBe('equal');
      expect(streamOf(repaired).repaired).toEqual([found]);
      expect((await listStatistics(store)).map(({ agent }) => agent.id)).toEqual(
        expect.arrayContaining(['eva']),
      );
    }));

  it('asks again for notes, and repairs what differs', () =>
    bench(async ({ sync, open, verify, store, clock }) => {
      const vendor = createNotedVendor(records);
      const source = open('demo', vendor.provider);
      vendor.fail.at = (id) => id === 'r3';
      await sync(source, asked);
      vendor.fail.at = () => false;
      clock.advance(hourMs);
      const equal = await verify(source, asked);
      expect(streamOf(equal, 1)).toMatchObject({
        kind: 'notes',
        status: 'equal',
        rows: { compared: 23 },
        gaps: [{ from: toInstant(records[3]?.at ?? 0) }],
      });
      vendor.texts.set('r12', 'changed');
      vendor.texts.delete('r13');
      expect(differenceOf(await verify(source, asked), 1)).toMatchObject({
        missing: nothing,
        extra: { count: 1, ids: ['demo:r13 demo:n-r13'] },
        changed: { count: 1, ids: ['demo:r12 demo:n-r12'] },
      });
      const repaired = await verify(source, asked, { repair: true });
      expect(repaired.status).toBe('equal');
      expect(streamOf(repaired, 1).repaired).toHaveLength(1);
      const texts = (await listNotes(store)).map(({ text }) => text);
      expect(texts).toHaveLength(22);
      expect(texts).toContain('changed');
    }));

  it('tells of notes that it could not ask for, and compares the others', () =>
    bench(async ({ sync, open, verify, clock }) => {
      const vendor = createNotedVendor(records);
      const source = open('demo', vendor.provider);
      await sync(source, asked);
      clock.advance(hourMs);
      vendor.fail.at = (id) => id === 'r3';
      const partial = await verify(source, asked);
      expect(partial.status).toBe('partial');
      expect(streamOf(partial, 1)).toMatchObject({
        status: 'partial',
        slices: { planned: 1, done: 0, failed: 1 },
        rows: { compared: 23 },
      });
      expect(partial.sources[0]?.errors).toEqual(['Nobody there.']);
      vendor.texts.set('r4', 'changed');
      const different = await verify(source, asked);
      expect(differenceOf(different, 1)).toMatchObject({
        changed: { ids: ['demo:r4 demo:n-r4'] },
      });
      vendor.fail.at = () => true;
      expect(streamOf(await verify(source, asked), 1).status).toBe('failed');
    }));
});
