import { DuckDBInstance } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run } from '../duckdb/query.ts';
import { createTableWriter } from '../duckdb/table-writer.ts';
import {
  instant,
  requiredText,
  smallNumber,
  text,
  type WritableTable,
  wholeNumber,
} from '../schema/column.ts';
import { type Cell, readColumn } from './chunk-reader.ts';
import { fingerprintsOf } from './fingerprint.ts';

interface Sample {
  word: string;
  text: string | null;
  number: number | null;
  at: number | null;
  small: number;
  yes: boolean;
}

const owner = { source: 'alpha', provider: 'sample' };
const sampleTable: WritableTable<Sample> = {
  name: 'samples',
  comment: '',
  columns: [
    requiredText('source', '', (_row, { source }) => source),
    requiredText('word', '', (row) => row.word),
    text('text', '', (row) => row.text),
    wholeNumber('number', '', (row) => row.number),
    instant('moment', '', (row) => row.at),
    smallNumber('small', '', (row) => row.small),
    { name: 'yes', type: 'BOOLEAN', nullable: false, comment: '', value: (row) => row.yes },
    {
      name: 'print',
      type: 'BIGINT',
      nullable: false,
      comment: '',
      fingerprintOf: (row) => row.word,
    },
  ],
};

/** Writes lists of rows one after the other through the same chunk, and reads them all back. */
async function roundTrip(lists: readonly Sample[][]): Promise<Cell[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE samples (source VARCHAR, word VARCHAR, text VARCHAR, number BIGINT,
      moment TIMESTAMPTZ, small INTEGER, yes BOOLEAN, print BIGINT)`,
  );
  const writer = createTableWriter(connection);
  for (const rows of lists) await writer.append(sampleTable, rows, owner);
  const result = await run(connection, 'SELECT * EXCLUDE (print) FROM samples');
  const rows: Cell[][] = [];
  for (const { chunk, rowCount } of await result.fetchAllChunks()) {
    const columns = [0, 1, 2, 3, 4, 5, 6].map((index) => readColumn(chunk, index));
    for (let row = 0; row < rowCount; row += 1) {
      rows.push(columns.map((column) => column[row] ?? null));
    }
  }
  connection.closeSync();
  instance.closeSync();
  return rows;
}

function cellsOf({ word, text: own, number, at, small, yes }: Sample): Cell[] {
  return ['alpha', word, own, number, at, small, yes];
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'binary-ascii', maxLength: 16 }),
  fc.constantFrom('same', 'the same, and longer than 12 bytes'),
);
const sample: fc.Arbitrary<Sample> = fc.record({
  word: anyText,
  text: fc.option(anyText),
  number: fc.option(fc.maxSafeInteger()),
  at: fc.option(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 })),
  small: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  yes: fc.boolean(),
});

describe('chunks', () => {
  it('come back from the database as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(sample, { maxLength: 30 }), { minLength: 1, maxLength: 3 }),
        async (lists) => {
          expect(await roundTrip(lists)).toEqual(lists.flat().map(cellsOf));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('hold more rows than one takes, and more text than a buffer', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, index): Sample => ({
        word: `${index} ${'ż'.repeat(index % 700)}`,
        text: index % 3 === 0 ? null : 'x'.repeat(index % 40),
        number: index % 5 === 0 ? null : index * 1e11,
        at: index % 7 === 0 ? null : index * 1e10,
        small: index,
        yes: index % 2 === 0,
      }),
    );
    expect(await roundTrip([rows, rows.slice(0, 10)])).toEqual(
      [...rows, ...rows.slice(0, 10)].map(cellsOf),
    );
  });
});

describe('fingerprints', () => {
  it('are those that store files hold', () => {
    expect([...fingerprintsOf(['', 'warsaw:1416225570.341', 'stockholm:~ä😀-2'])]).toEqual([
      -248170380680686481n,
      5337932751241733979n,
      915545145915182786n,
    ]);
  });

  it('differ for ids that differ little', () => {
    const ids = Array.from(
      { length: 200_000 },
      (_, index) => `warsaw:${1_400_000_000 + index}.${index % 7}`,
    );
    expect(new Set(fingerprintsOf(ids)).size).toBe(ids.length);
  });

  it('fit the size of the database’s vectors', () => {
    expect(duckdb.vector_size()).toBe(2048);
  });
});
