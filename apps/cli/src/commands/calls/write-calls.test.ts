import type { Store } from '@cdr/core';
import { createCallFields, toEpochMs } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import { expect, test } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { writeCalls } from './write-calls.ts';

const start = toEpochMs('2024-03-01T08:00:00.000Z');

/** Stores one more call, which is the `nth` one. */
async function add(store: Store, nth: number): Promise<void> {
  const from = start + nth * 60_000;
  const call = createCallFields({
    startedAt: new Date(from).toISOString(),
    ...{ timePrecision: 'second', timeZone: 'UTC' },
  });
  await store.commit({
    ...{ source: 'krakow', stream: 'calls', provider: 'sample', proof: null, rejected: [] },
    ...{ window: { from, to: from + 60_000 }, missing: 'keep' },
    rows: [{ id: `krakow:${nth}`, call, raw: null, hash: nth }],
  });
}

test.each([
  { format: 'csv', limit: undefined, written: { count: 60, all: null } },
  { format: 'csv', limit: 7, written: { count: 7, all: null } },
  { format: 'parquet', limit: undefined, written: { count: 60, all: null } },
  { format: 'ndjson', limit: undefined, written: { count: 60, all: null } },
  { format: 'table', limit: 50, written: { count: 50, all: 60 } },
] as const)('calls as $format are counted as of when they are written', async (own) => {
  const { format, limit, written } = own;
  const store = createMemoryStore(() => 0);
  for (let nth = 1; nth <= 60; nth += 1) await add(store, nth);
  // Whoever counts behind the snapshot counts what has come meanwhile.
  const growing: Store = {
    ...store,
    async snapshot(work) {
      const result = await store.snapshot(work);
      await add(store, 61);
      return result;
    },
  };
  const { io } = createFakeIo({ cwd: '/', env: {} });
  const listing = { limit, isCut: format === 'table', width: 80 };
  const options = { separator: 'comma' } as const;
  const writing = { store: growing, selection: { filters: [{}] }, listing, format, options };
  expect(await writeCalls(io, writing)).toEqual(written);
  expect(await store.count()).toBe(61);
});
