import {
  type Call,
  type CallMonth,
  type CallQuery,
  type CallSnapshot,
  callColumns,
  type Store,
  toInstant,
} from '@cdr/core';
import { csvRows } from '@cdr/export';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callContent } from '../call-arbitrary.ts';
import { minute, sampleReading, sampleRow, toCallRow } from '../sample-readings.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const patienceMs = 240_000;
const always: [number, number] = [-1_000_000, 1_000_000];

/** Calls with any content, of a few hours around a change of clocks. */
const callRows = fc
  .array(
    fc.record({
      content: callContent,
      startedAt: fc.date({
        min: new Date('2025-03-29T22:00:00.000Z'),
        max: new Date('2025-04-01T02:00:00.000Z'),
        noInvalidDate: true,
      }),
    }),
    { maxLength: 40 },
  )
  .map((calls) =>
    calls.map(({ content, startedAt }, index) =>
      toCallRow(
        `alpha:${index}`,
        { ...content, startedAt: startedAt.toISOString() },
        `{"n":${index}}`,
      ),
    ),
  );

const csvOptions = fc.record({
  timeZone: fc.option(fc.constantFrom('Asia/Tokyo', 'Europe/Warsaw', 'UTC'), { nil: undefined }),
  separator: fc.constantFrom(',', ';', '\t'),
});

/** Files of calls as of one moment. */
export function describeSnapshots(openStore: OpenStore, trials: number): void {
  describe('snapshots', () => {
    it(
      'give the CSV, byte by byte, that calls have when they are written one by one',
      () =>
        withStore(openStore, ({ store }) =>
          fc.assert(
            fc.asyncProperty(callRows, csvOptions, async (rows, options) => {
              await store.commit(sampleReading(always, rows, { missing: 'remove' }));
              const columns = callColumns({ ...options, raw: false });
              const expected = await textOf(csvRows(store.read(), columns, options.separator));
              const csv = await store.snapshot((calls) => textOf(calls.csv(options)));
              expect(csv).toBe(expected);
            }),
            { numRuns: trials },
          ),
        ),
      patienceMs,
    );

    it("tell the vendor's row and the addresses of recordings when they are asked for", () =>
      withStore(openStore, async ({ store }) => {
        const recording = { ref: 'r', url: 'https://r/?token=1', downloadUrl: null };
        await store.commit(sampleReading([0, 60], [sampleRow('alpha:1', 1, { recording })]));
        await store.snapshot(async (calls) => {
          expect(await textOf(calls.csv())).not.toContain('token');
          const [head = '', row = ''] = (await textOf(calls.csv({ raw: true }))).split('\n');
          expect(head.split(',').at(-1)).toBe('raw');
          expect(row).toContain('https://r/?token=1');
          expect(row).toContain('"{""id"":""alpha:1"",""atMinute"":1}"');
        });
      }));

    it('hold the calls of any of the filters, as many as are asked for', () =>
      withStore(openStore, async ({ store }) => {
        const rows = [1, 2, 3, 4, 5].map((n) => sampleRow(`alpha:${n}`, n * 30));
        await store.commit(sampleReading([0, 600], rows));
        const filters = [{ to: minute(31) }, { from: minute(90) }];
        await store.snapshot(async (calls) => {
          expect(await idsOf(calls, { filters })).toEqual([
            'alpha:1',
            'alpha:3',
            'alpha:4',
            'alpha:5',
          ]);
          expect(await idsOf(calls, { filters, limit: 2 })).toEqual(['alpha:1', 'alpha:3']);
          expect(await idsOf(calls, { filters, limit: 0 })).toEqual([]);
          expect(await idsOf(calls, { filters: [] })).toEqual([]);
          expect(await Promise.all(filters.map((own) => calls.count(own)))).toEqual([1, 3]);
          expect(await calls.count()).toBe(5);
        });
      }));

    it('are Parquet files, also when they hold nothing', () =>
      withStore(openStore, async ({ store }) => {
        const files = await store.snapshot((calls) => bytesOf(calls.parquet()));
        expect([files.subarray(0, 4), files.subarray(-4)].map(String)).toEqual(['PAR1', 'PAR1']);
      }));

    it('know the months of the calls, and which of them have changed', () =>
      withStore(openStore, async ({ store }) => {
        const first = sampleRow('alpha:1', 0);
        const second = sampleRow('alpha:2', 31 * 24 * 60);
        await store.commit(sampleReading(always, [first, second]));
        const before = await monthsOf(store);
        expect(before).toMatchObject([
          { source: 'alpha', year: 2025, month: 3, calls: 1 },
          { source: 'alpha', year: 2025, month: 4, calls: 1 },
        ]);
        await store.commit(sampleReading(always, [first, second]));
        expect(await monthsOf(store)).toEqual(before);
        await store.commit(
          sampleReading(always, [first, sampleRow('alpha:2', 31 * 24 * 60, { talkMs: 1 })]),
        );
        const after = await monthsOf(store);
        expect(after[0]).toEqual(before[0]);
        expect(after[1]?.fingerprint).not.toBe(before[1]?.fingerprint);
        await store.commit(sampleReading(always, [sampleRow('alpha:2', 5)]));
        expect(await monthsOf(store)).toMatchObject([{ month: 3, calls: 2 }]);
        expect(await monthsOf(store, { source: ['beta'] })).toEqual([]);
      }));

    it('list calls as the store does, several listings at once', () =>
      withStore(openStore, async ({ store }) => {
        const tags = [{ id: '1', name: 'vip', color: null }];
        const rows = [1, 2, 3, 4].map((n) => sampleRow(`alpha:${n}`, n * 60, { tags }));
        await store.commit(sampleReading([0, 600], rows));
        const queries: CallQuery[] = [
          {},
          { raw: true, order: 'desc' },
          { offset: 1, limit: 2 },
          { filter: { from: minute(90), tag: ['VIP'] } },
          { after: { startedAt: toInstant(minute(60)), id: 'alpha:1' } },
          { limit: 0 },
        ];
        const expected: Call[][] = [];
        for (const query of queries) expected.push(await callsOf(store.read(query)));
        expect(expected.map(({ length }) => length)).toEqual([4, 4, 2, 3, 3, 0]);
        await store.snapshot(async (calls) => {
          const listed = queries.map((query) => callsOf(calls.read(query)));
          expect(await Promise.all(listed)).toEqual(expected);
        });
      }));

    it('do not see what is committed meanwhile', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 60], [sampleRow('alpha:1', 1)]));
        await store.snapshot(async (calls) => {
          const before = await callsOf(calls.read({ raw: true }));
          expect(await idsOf(calls)).toEqual(['alpha:1']);
          await store.commit(
            sampleReading([0, 120], [sampleRow('alpha:1', 2), sampleRow('alpha:2', 61)]),
          );
          expect(await idsOf(calls)).toEqual(['alpha:1']);
          expect(await callsOf(calls.read({ raw: true }))).toEqual(before);
          expect(await calls.months()).toMatchObject([{ calls: 1 }]);
          expect(await calls.count()).toBe(1);
        });
        expect(await store.snapshot((calls) => idsOf(calls))).toEqual(['alpha:1', 'alpha:2']);
      }));

    it('do not see what is committed before they are first looked at', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 60], [sampleRow('alpha:1', 1)]));
        await store.snapshot(async (calls) => {
          await store.commit(sampleReading([60, 120], [sampleRow('alpha:2', 61)]));
          expect(await calls.count()).toBe(1);
          expect(await idsOf(calls)).toEqual(['alpha:1']);
        });
        expect(await store.count()).toBe(2);
      }));

    it('throw what their work throws', () =>
      withStore(openStore, async ({ store }) => {
        const failure = new Error('the disk is full');
        const failing = store.snapshot(async () => {
          throw failure;
        });
        await expect(failing).rejects.toBe(failure);
        expect(await store.count()).toBe(0);
      }));
  });
}

function monthsOf(store: Store, filter = {}): Promise<CallMonth[]> {
  return store.snapshot((calls) => calls.months(filter));
}

async function callsOf(batches: AsyncIterable<Call[]>): Promise<Call[]> {
  const all: Call[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

/** The ids in the first column of a CSV. */
async function idsOf(
  calls: CallSnapshot,
  request: Parameters<CallSnapshot['csv']>[0] = {},
): Promise<string[]> {
  const [, ...lines] = (await textOf(calls.csv(request))).trimEnd().split('\n');
  return lines.map((line) => line.slice(0, line.indexOf(',')));
}

async function textOf(chunks: AsyncIterable<string | Uint8Array>): Promise<string> {
  return (await bytesOf(chunks)).toString();
}

async function bytesOf(chunks: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  return Buffer.concat(all);
}
