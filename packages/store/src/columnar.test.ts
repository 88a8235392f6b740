import type { Call, Store } from '@cdr/core';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { sliceReading } from './__fixtures__/slices.ts';
import { createTemporaryFolder } from './__fixtures__/temporary-folder.ts';
import { appendTableChunks, toCallChunks } from './columnar.ts';
import { createMemoryStore, openDuckDbStore } from './index.ts';

async function listAll(store: Store): Promise<Call[]> {
  const calls: Call[] = [];
  for await (const batch of store.read({ raw: true })) calls.push(...batch);
  return calls;
}

it('writes the same rows as a commit', async () => {
  await using folder = await createTemporaryFolder();
  const path = folder.file('cdr.duckdb');
  await (await openDuckDbStore({ path, now: () => 0 })).close();
  const readings = [0, 1, 2].map((slice) => sliceReading(slice, 1));
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const reading of readings) {
    await appendTableChunks(connection, toCallChunks(reading, reading.rows));
  }
  connection.closeSync();
  instance.closeSync();

  const memory = createMemoryStore(() => 0);
  for (const reading of readings) await memory.commit(reading);
  const store = await openDuckDbStore({ path, now: () => 0 });
  expect(await listAll(store)).toEqual(await listAll(memory));
  const [first] = readings;
  if (first !== undefined) {
    expect(await store.commit(first)).toMatchObject({ counts: { inserted: 0, updated: 0 } });
  }
  await store.close();
});
