import type { Call, CallReading, CallRow, Store } from '@cdr/core';
import { expect, it } from 'vitest';
import { sliceReading, sliceRows } from '../__fixtures__/slices.ts';
import { createTemporaryFolder } from '../__fixtures__/temporary-folder.ts';
import { createMemoryStore } from '../memory/memory-store.ts';
import { openDuckDbStore } from './open-duckdb-store.ts';

const now = () => 0;

async function listAll(store: Store): Promise<Call[]> {
  const calls: Call[] = [];
  for await (const batch of store.read({ raw: true })) calls.push(...batch);
  return calls;
}

/** Its last call can't be stored. */
function broken(reading: CallReading): CallReading {
  const rows = reading.rows.map((row, index): CallRow => {
    if (index !== sliceRows - 1) return row;
    return JSON.parse(JSON.stringify({ ...row, call: { ...row.call, answeredAt: 'soon' } }));
  });
  return { ...reading, rows };
}

it('stores readings that come all at once as if they came one after the other', async () => {
  await using folder = await createTemporaryFolder();
  const store = await openDuckDbStore({ path: folder.file('cdr.duckdb'), now });
  const reference = createMemoryStore(now);
  const lacking = { ...sliceReading(1, 3), rows: sliceReading(1, 3).rows.slice(1) };
  for (const readings of [
    [sliceReading(0, 1), sliceReading(1, 1), sliceReading(2, 1), sliceReading(3, 1)],
    // Known calls, changed ones, new ones, and a reading that would remove one.
    [sliceReading(0, 1), sliceReading(1, 2), sliceReading(4, 1), sliceReading(5, 1)],
    [{ ...lacking, missing: 'confirm' as const }, sliceReading(6, 1), sliceReading(7, 1)],
    [{ ...lacking, missing: 'remove' as const }, sliceReading(7, 1), sliceReading(8, 1)],
  ]) {
    const results = await Promise.all(readings.map((reading) => store.commit(reading)));
    for (const [index, reading] of readings.entries()) {
      expect(results[index]).toEqual(await reference.commit(reading));
    }
    expect(await listAll(store)).toEqual(await listAll(reference));
  }
  await store.close();
});

it('lets a reading that can’t be stored harm none beside it', async () => {
  await using folder = await createTemporaryFolder();
  const store = await openDuckDbStore({ path: folder.file('cdr.duckdb'), now });
  const reference = createMemoryStore(now);
  const readings = [0, 1, 2, 3, 4].map((slice) => sliceReading(slice, 1));
  const results = await Promise.allSettled(
    readings.map((reading, slice) => store.commit(slice % 2 === 1 ? broken(reading) : reading)),
  );
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  for (const slice of [0, 2, 4]) await reference.commit(sliceReading(slice, 1));
  expect(await listAll(store)).toEqual(await listAll(reference));
  await store.close();
});
