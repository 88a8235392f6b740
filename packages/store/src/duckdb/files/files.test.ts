import { writeFile } from 'node:fs/promises';
import { type Call, type CallFields, createCallFields, type Store } from '@cdr/core';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../../__fixtures__/temporary-folder.ts';
import { createMemoryStore, openDuckDbStore, parquetRows } from '../../index.ts';

const known: CallFields = createCallFields({
  startedAt: '2026-03-29T00:30:00.123Z',
  timePrecision: 'millisecond',
  timeZone: 'Europe/Warsaw',
  vendorId: '=1',
  disposition: 'answered',
  answeredAt: '2026-03-29T00:30:05.000Z',
  talkMs: 5000,
  agents: [
    { id: 'a', name: 'Anna', login: null, extension: '101' },
    { id: null, name: 'Bo', login: 'bo', extension: null },
  ],
  tags: [{ id: '1', name: 'vip', color: '#fff' }],
  recording: { ref: 'r.wav', url: 'https://r/?token=1', downloadUrl: null },
  cost: { amount: '0.10', currency: 'PLN' },
  derived: ['talkMs'],
});
const bare: CallFields = createCallFields({
  startedAt: '2026-03-28T00:00:00.000Z',
  timePrecision: 'minute',
  timeZone: 'Europe/Warsaw',
});

async function fill(store: Store): Promise<void> {
  await store.commit({
    source: 'warsaw',
    stream: 'calls',
    provider: 'sample',
    window: { from: 0, to: Date.parse('2027-01-01') },
    proof: null,
    rows: [
      { id: 'warsaw:1', call: known, raw: '{"a": 1.0}', hash: 1 },
      { id: 'warsaw:2', call: bare, raw: null, hash: 2 },
    ],
    rejected: [],
    missing: 'keep',
  });
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** What DuckDB reads of a file: its rows, and the types of its columns. */
async function readBack(bytes: Uint8Array) {
  await using folder = await createTemporaryFolder();
  const file = folder.file('calls.parquet');
  await writeFile(file, bytes);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const rows = await connection.runAndReadAll(`SELECT to_json(t)::VARCHAR FROM '${file}' AS t`);
  const types = await connection.runAndReadAll(`DESCRIBE FROM '${file}'`);
  connection.closeSync();
  instance.closeSync();
  return {
    rows: rows.getRowsJS().map(([json]) => (typeof json === 'string' ? JSON.parse(json) : null)),
    types: Object.fromEntries(
      types.getRowsJS().flatMap(([name, type]) => (typeof name === 'string' ? [[name, type]] : [])),
    ),
  };
}

async function stores(folder: string): Promise<Store[]> {
  return [
    createMemoryStore(),
    await openDuckDbStore({ path: `${folder}/cdr.duckdb`, now: () => 0 }),
  ];
}

test('calls have instants, lists and structures of their own types', async () => {
  await using folder = await createTemporaryFolder();
  for (const store of await stores(folder.file('stores'))) {
    await fill(store);
    const { rows, types } = await readBack(
      await store.snapshot((calls) => bytesOf(calls.parquet({ raw: true }))),
    );
    await store.close();
    expect(types).toMatchObject({
      started_at: 'TIMESTAMP WITH TIME ZONE',
      talk_ms: 'BIGINT',
      time_ambiguous: 'BOOLEAN',
      agents: 'STRUCT(id VARCHAR, "name" VARCHAR, login VARCHAR, "extension" VARCHAR)[]',
      tags: 'STRUCT(id VARCHAR, "name" VARCHAR, color VARCHAR)[]',
      derived: 'VARCHAR[]',
      raw: 'VARCHAR',
    });
    expect(types).not.toHaveProperty('row_hash');
    expect(rows.map(({ id }) => id)).toEqual(['warsaw:2', 'warsaw:1']);
    expect(rows[0]).toMatchObject({ agents: [], tags: [], derived: [], talk_ms: null, raw: null });
    expect(rows[1]).toMatchObject({
      vendor_id: '=1',
      started_at: '2026-03-29 00:30:00.123+00',
      answered_at: '2026-03-29 00:30:05+00',
      talk_ms: 5000,
      agents: known.agents,
      agent_extension: '101',
      tags: known.tags,
      recording_url: 'https://r/?token=1',
      cost_amount: '0.10',
      derived: ['talkMs'],
      raw: '{"a": 1.0}',
    });
  }
});

test('addresses of recordings and raw rows are left out, and the source where a folder tells it', async () => {
  const store = createMemoryStore();
  await fill(store);
  const { rows, types } = await readBack(
    await store.snapshot((calls) => bytesOf(calls.parquet({ withoutSource: true }))),
  );
  expect(rows[1]).toMatchObject({ recording_ref: 'r.wav', recording_url: null });
  expect(types).not.toHaveProperty('raw');
  expect(types).not.toHaveProperty('source');
});

test('more calls than are sorted at once stand in their order, as many as are asked for', async () => {
  const store = createMemoryStore();
  const startedAt = Date.parse('2026-03-01T00:00:00.000Z');
  const rows = Array.from({ length: 70_000 }, (_, index) => {
    // One after the other, in four hours, and the last ones first.
    const place = 69_999 - index;
    const call = { ...bare, startedAt: new Date(startedAt + place * 200).toISOString() };
    return { id: `warsaw:${place}`, call, raw: null, hash: 1 };
  });
  const reading = { source: 'warsaw', stream: 'calls', provider: 'sample', proof: null };
  const window = { from: startedAt, to: startedAt + 86_400_000 };
  await store.commit({ ...reading, window, rows, rejected: [], missing: 'keep' });
  const expected = rows.map(({ id }) => id).reverse();
  await store.snapshot(async (calls) => {
    const parquet = await readBack(await bytesOf(calls.parquet({ raw: true })));
    expect(parquet.rows.map(({ id }) => id)).toEqual(expected);
    const some = await readBack(await bytesOf(calls.parquet({ raw: true, limit: 60_000 })));
    expect(some.rows.map(({ id }) => id)).toEqual(expected.slice(0, 60_000));
    const csv = (await bytesOf(calls.csv({ raw: true, limit: 60_000 })))
      .toString()
      .trimEnd()
      .split('\n');
    expect(csv.slice(1).map((line) => line.slice(0, line.indexOf(',')))).toEqual(
      expected.slice(0, 60_000),
    );
  });
}, 60_000);

test('many files at once are made in the memory that one takes', async () => {
  await using folder = await createTemporaryFolder();
  const path = folder.file('cdr.duckdb');
  const store = await openDuckDbStore({ path, now: () => 0, memoryLimit: '128MB' });
  const startedAt = Date.parse('2026-03-01T00:00:00.000Z');
  const rows = Array.from({ length: 20_000 }, (_, index) => {
    const call = { ...known, startedAt: new Date(startedAt + index * 1000).toISOString() };
    return { id: `warsaw:${index}`, call, raw: null, hash: 1 };
  });
  const reading = { source: 'warsaw', stream: 'calls', provider: 'sample', proof: null };
  const window = { from: startedAt, to: startedAt + 86_400_000 };
  await store.commit({ ...reading, window, rows, rejected: [], missing: 'keep' });
  const files = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      store.snapshot((calls) => bytesOf(index % 2 === 0 ? calls.csv() : calls.parquet())),
    ),
  );
  for (const file of files.slice(2)) {
    expect(files.slice(0, 2).some((own) => own.equals(file))).toBe(true);
  }
  await store.close();
}, 60_000);

test('flat rows of any kind become Parquet too', async () => {
  const columns = [
    { name: 'day', type: 'instant', cellOf: ({ startedAt }: Call) => startedAt },
    { name: 'asr', type: 'number', cellOf: () => 0.1 },
    { name: 'who "is" it', type: 'text', cellOf: () => null },
  ] as const;
  const call = { id: 'a:1', source: 'a', provider: 'b', ...bare };
  const { rows, types } = await readBack(await bytesOf(parquetRows([[call], [call]], columns)));
  expect(types).toEqual({
    day: 'TIMESTAMP WITH TIME ZONE',
    asr: 'DOUBLE',
    'who "is" it': 'VARCHAR',
  });
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual({ day: '2026-03-28 00:00:00+00', asr: 0.1, 'who "is" it': null });
  await expect(bytesOf(parquetRows([], []))).rejects.toThrow(/Without rows there are no columns/);
});
