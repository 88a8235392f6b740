import { type Call, type CallReading, type CallRow, type Store, toInstant } from '@cdr/core';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { callRow, sliceReading, sliceRows, sliceWindow } from '../__fixtures__/slices.ts';
import { createTemporaryFolder } from '../__fixtures__/temporary-folder.ts';
import { openDuckDbStore } from './open-duckdb-store.ts';

const now = () => 0;

async function listAll(store: Store): Promise<Call[]> {
  const calls: Call[] = [];
  for await (const batch of store.read({ raw: true })) calls.push(...batch);
  return calls;
}

describe('commits to DuckDB', () => {
  it('leave nothing behind when the database refuses a row, and the store goes on', async () => {
    await using folder = await createTemporaryFolder();
    const store = await openDuckDbStore({ path: folder.file('cdr.duckdb'), now });
    await store.commit(sliceReading(0, 1));
    const before = await listAll(store);
    const reading = sliceReading(0, 2);
    for (const broken of [
      { kind: null },
      { kind: undefined },
      { answeredAt: 'soon' },
      { agents: null },
    ]) {
      const rows = reading.rows.map((row, index): CallRow => {
        if (index !== sliceRows - 1) return row;
        return JSON.parse(JSON.stringify({ ...row, call: { ...row.call, ...broken } }));
      });
      const failure = await store.commit({ ...reading, rows }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'store' });
      expect(await listAll(store)).toEqual(before);
    }
    await store.commit(sliceReading(1, 1));
    expect(await store.count()).toBe(2 * sliceRows);
    await store.close();
  });

  it('leave no rows of calls that went in any table', async () => {
    await using folder = await createTemporaryFolder();
    const path = folder.file('cdr.duckdb');
    const store = await openDuckDbStore({ path, now });
    for (let version = 1; version <= 4; version += 1) {
      await store.commit(sliceReading(0, version));
      await store.commit(sliceReading(1, version));
    }
    await store.commit({ ...sliceReading(0, 5), rows: [] });
    await store.close();
    const counts = await countRows(path);
    expect(counts).toEqual({
      calls: sliceRows,
      call_agents: 2 * sliceRows,
      call_tags: sliceRows,
      raw_rows: sliceRows,
    });
  });

  it('keep ids and texts that no encoding was made for', async () => {
    await using folder = await createTemporaryFolder();
    const store = await openDuckDbStore({ path: folder.file('cdr.duckdb'), now });
    const { from } = sliceWindow(0);
    const nul = 'a\0 that some would end a text at';
    const rows = [callRow('warsaw:\ud800', from, 1), callRow('warsaw:\0', from, 1)].map((row) => ({
      ...row,
      call: { ...row.call, destination: nul },
    }));
    const reading: CallReading = { ...sliceReading(0, 1), rows };
    await store.commit(reading);
    expect(await store.commit(reading)).toMatchObject({ counts: { unchanged: 2, inserted: 0 } });
    const calls = await listAll(store);
    expect(calls.map(({ id }) => id)).toEqual(['warsaw:\0', 'warsaw:\ufffd']);
    expect(calls.map(({ destination }) => destination)).toEqual([nul, nul]);
    await store.close();
  });

  it('replay a few rows over years without reading what lies between', async () => {
    await using folder = await createTemporaryFolder();
    const store = await openDuckDbStore({ path: folder.file('cdr.duckdb'), now });
    for (let slice = 0; slice < 4; slice += 1) await store.commit(sliceReading(slice, 1));
    const { from } = sliceWindow(0);
    const { to } = sliceWindow(3);
    const rows = [
      callRow('warsaw:0-0', from, 7),
      callRow('warsaw:2-5', sliceWindow(2).from + 5000, 1),
      callRow('warsaw:new', to - 1, 7),
    ];
    const reading: CallReading = {
      ...sliceReading(0, 1),
      window: { from, to },
      rows,
      rejected: [],
      proof: null,
      missing: 'keep',
    };
    expect(await store.commit(reading)).toEqual({
      committed: true,
      counts: { inserted: 1, updated: 1, unchanged: 1, removed: 0 },
    });
    expect(await store.count()).toBe(4 * sliceRows + 1);
    expect(await store.count({ from: to - 1, to })).toBe(1);
    expect(toInstant(from)).toBe((await listAll(store))[0]?.startedAt);
    await store.close();
  });
});

async function countRows(path: string): Promise<Record<string, number>> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const counts: Record<string, number> = {};
  for (const table of ['calls', 'call_agents', 'call_tags', 'raw_rows']) {
    const result = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${table}`);
    counts[table] = Number(result.getRows()[0]?.[0]);
  }
  connection.closeSync();
  instance.closeSync();
  return counts;
}
