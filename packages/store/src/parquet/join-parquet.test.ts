import { readFile, writeFile } from 'node:fs/promises';
import { zstdDecompressSync } from 'node:zlib';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../__fixtures__/temporary-folder.ts';
import { joinParquet, shiftRowGroup } from './join-parquet.ts';
import { type ThriftField, type ThriftStruct, wireTypes } from './thrift-struct.ts';

let folder: Awaited<ReturnType<typeof createTemporaryFolder>>;
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  folder = await createTemporaryFolder();
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
});

afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await folder[Symbol.asyncDispose]();
});

/** A file of the numbers from one up to another: with a dictionary, a bloom filter, lists and nulls. */
async function fileOf(name: string, from: number, to: number): Promise<string> {
  const file = folder.file(`${name}.parquet`);
  await connection.run(`COPY (
      SELECT i AS id, 'word ' || (i % 7) AS word, CASE WHEN i % 3 > 0 THEN i * 1.5 END AS half,
        [{'name': 'n' || i}] AS list, TIMESTAMPTZ '2026-03-29 00:30:00.123+00' AS at
      FROM range(${from}, ${to}) AS t(i)
    ) TO '${file}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)`);
  return file;
}

async function* each(files: readonly string[]): AsyncGenerator<string> {
  yield* files;
}

async function join(files: readonly string[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of joinParquet(each(files))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function query(sql: string): Promise<unknown[]> {
  return (await connection.runAndReadAll(sql)).getRowsJson();
}

describe('files one behind the other', () => {
  let joined: string;

  beforeAll(async () => {
    const files = [
      await fileOf('a', 0, 5000),
      await fileOf('nothing', 0, 0),
      await fileOf('b', 5000, 5001),
      await fileOf('c', 5001, 9000),
    ];
    joined = folder.file('joined.parquet');
    await writeFile(joined, await join(files));
  });

  it('are one, with all rows in their order', async () => {
    const rows = await query(`SELECT id FROM '${joined}'`);
    expect(rows).toEqual(Array.from({ length: 9000 }, (_, id) => [String(id)]));
    const whole = await fileOf('whole', 0, 9000);
    expect(await query(`FROM '${joined}' EXCEPT ALL FROM '${whole}'`)).toEqual([]);
    expect(await query(`DESCRIBE FROM '${joined}'`)).toEqual(
      await query(`DESCRIBE FROM '${whole}'`),
    );
    expect(await query(`SELECT num_rows FROM parquet_file_metadata('${joined}')`)).toEqual([
      ['9000'],
    ]);
  });

  it('are found by what is told of their row groups', async () => {
    expect(await query(`SELECT half FROM '${joined}' WHERE id = 8999`)).toEqual([['13498.5']]);
    expect(
      await query(`SELECT count(*) FROM '${joined}' WHERE word = 'word 3' AND id >= 5000`),
    ).toEqual([['572']]);
    const probe = (word: string) =>
      query(`SELECT DISTINCT bloom_filter_excludes FROM parquet_bloom_probe('${joined}', 'word', '${word}')
        WHERE row_group_id <> 3`);
    expect(await probe('word 3')).toEqual([[false]]);
    expect(await probe('word 9')).toEqual([[true]]);
  });

  it('are read by other programs', async () => {
    const bytes = await readFile(joined);
    const rows = await parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
      compressors: { ZSTD: (input) => zstdDecompressSync(input) },
    });
    expect(rows).toHaveLength(9000);
    const at = new Date('2026-03-29T00:30:00.123Z');
    for (const id of [0, 1, 2047, 2048, 4999, 5000, 5001, 7049, 8999]) {
      expect(rows[id]).toMatchObject({
        id: BigInt(id),
        word: `word ${id % 7}`,
        list: [{ name: `n${id}` }],
        at,
      });
    }
  });
});

it('no rows make a file without rows', async () => {
  const file = folder.file('empty.parquet');
  await writeFile(file, await join([await fileOf('none', 0, 0)]));
  expect(await query(`SELECT count(*) FROM '${file}'`)).toEqual([['0']]);
});

it('files with other columns, and what is no file of this kind, are refused', async () => {
  const other = folder.file('other.parquet');
  await connection.run(`COPY (SELECT 1 AS id) TO '${other}' (FORMAT parquet)`);
  await expect(join([await fileOf('one', 0, 9), other])).rejects.toThrow(/different columns/);
  const text = folder.file('text.parquet');
  for (const content of ['', 'PAR1', 'id,word\n1,one\n', 'PAR1\xff\xff\xff\x7fPAR1']) {
    await writeFile(text, content, 'latin1');
    await expect(join([text])).rejects.toThrow(/no Parquet file/);
  }
  await expect(join([])).rejects.toThrow(/No Parquet file/);
});

it('a row group that moves tells so of its pages, and not of what it no longer has', () => {
  const number = (value: bigint) => ({ type: wireTypes.int64, value });
  const metadata: ThriftStruct = new Map<number, ThriftField>([
    [5, number(10n)],
    [9, number(40n)],
    [10, number(30n)],
    [11, number(4n)],
    [14, number(90n)],
    [15, number(8n)],
  ]);
  const column: ThriftStruct = new Map<number, ThriftField>([
    [2, number(0n)],
    [3, { type: wireTypes.struct, value: metadata }],
    [4, number(70n)],
    [6, number(80n)],
  ]);
  const group: ThriftStruct = new Map<number, ThriftField>([
    [1, { type: wireTypes.list, value: { of: wireTypes.struct, items: [column] } }],
    [5, number(4n)],
    [7, number(0n)],
  ]);
  shiftRowGroup(group, 1000n);
  expect([...group.keys()]).toEqual([1, 5]);
  expect(group.get(5)).toEqual(number(1004n));
  expect([...column.keys()]).toEqual([2, 3]);
  expect(column.get(2)).toEqual(number(0n));
  expect([...metadata.values()].map(({ value }) => value)).toEqual([
    ...[10n, 1040n, 1030n, 1004n, 1090n, 8n],
  ]);
});
