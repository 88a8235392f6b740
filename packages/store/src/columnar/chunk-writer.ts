import duckdb, { type DataChunk, type Vector } from '@duckdb/node-bindings';
import type { ColumnType, RowOwner, WritableColumn, WritableTable } from '../schema/column.ts';
import { writeFingerprint } from './fingerprint.ts';
import { writeInt64, writeMicros } from './int64.ts';
import { createTextVectorWriter } from './text-vector.ts';
import { createValidity } from './validity.ts';

/** How many rows a chunk holds at most. */
export const chunkCapacity = duckdb.vector_size();

const typeIds: Record<ColumnType, number> = {
  VARCHAR: duckdb.Type.VARCHAR,
  BIGINT: duckdb.Type.BIGINT,
  INTEGER: duckdb.Type.INTEGER,
  BOOLEAN: duckdb.Type.BOOLEAN,
  TIMESTAMPTZ: duckdb.Type.TIMESTAMP_TZ,
};

/** A run of rows that fits into one chunk. */
interface RowSpan<Row> {
  rows: readonly Row[];
  from: number;
  /** At most {@link chunkCapacity}. */
  count: number;
  owner: RowOwner;
}

/** Fills chunks column by column; keeps its buffers from one to the next. */
export interface ChunkWriter {
  fill<Row>(chunk: DataChunk, table: WritableTable<Row>, span: RowSpan<Row>): void;
}

/** An empty chunk with the columns of the table. */
export function createChunk<Row>(table: WritableTable<Row>): DataChunk {
  return duckdb.create_data_chunk(
    table.columns.map(({ type }) => duckdb.create_logical_type(typeIds[type])),
  );
}

/** A writer with buffers of its own. */
export function createChunkWriter(): ChunkWriter {
  const validity = createValidity(chunkCapacity);
  const texts = createTextVectorWriter(chunkCapacity, validity);
  const words = new Int32Array(chunkCapacity * 2);
  const bytes = new Uint8Array(words.buffer);

  function fillTexts<Row>(
    vector: Vector,
    { rows, from, count, owner }: RowSpan<Row>,
    value: (row: Row, owner: RowOwner) => string | null,
  ): void {
    texts.clear();
    eachRow(rows, from, count, (row, index) => texts.add(index, value(row, owner)));
    texts.flush(vector, count);
  }

  function fillNumbers<Row>(
    { rows, from, count }: RowSpan<Row>,
    value: (row: Row) => number | null,
    write: (words: Int32Array, index: number, value: number) => void,
  ): void {
    eachRow(rows, from, count, (row, index) => {
      const number = value(row);
      if (number === null) validity.setNull(index);
      else write(words, index, number);
    });
  }

  function fillColumn<Row>(vector: Vector, column: WritableColumn<Row>, span: RowSpan<Row>): void {
    const { rows, from, count } = span;
    const wordsToVector = (wordsARow: number) =>
      duckdb.copy_data_to_vector(vector, 0, words.buffer, 0, count * wordsARow * 4);
    if ('fingerprintOf' in column) {
      eachRow(rows, from, count, (row, index) =>
        writeFingerprint(column.fingerprintOf(row), words, 2 * index),
      );
      wordsToVector(2);
      return;
    }
    switch (column.type) {
      case 'VARCHAR':
        fillTexts(vector, span, column.value);
        break;
      case 'TIMESTAMPTZ':
        fillNumbers(span, column.value, writeMicros);
        wordsToVector(2);
        break;
      case 'BIGINT':
        fillNumbers(span, column.value, writeInt64);
        wordsToVector(2);
        break;
      case 'INTEGER':
        fillNumbers(span, column.value, writeInt32);
        wordsToVector(1);
        break;
      case 'BOOLEAN':
        eachRow(rows, from, count, (row, index) => {
          const value = column.value(row);
          if (value === null) validity.setNull(index);
          bytes[index] = value === true ? 1 : 0;
        });
        duckdb.copy_data_to_vector(vector, 0, bytes.buffer, 0, count);
    }
  }

  return {
    fill(chunk, table, span) {
      duckdb.data_chunk_reset(chunk);
      duckdb.data_chunk_set_size(chunk, span.count);
      table.columns.forEach((column, index) => {
        const vector = duckdb.data_chunk_get_vector(chunk, index);
        validity.clear();
        fillColumn(vector, column, span);
        validity.flush(vector);
      });
    },
  };
}

function eachRow<Row>(
  rows: readonly Row[],
  from: number,
  count: number,
  visit: (row: Row, index: number) => void,
): void {
  for (let index = 0; index < count; index += 1) {
    const row = rows[from + index];
    if (row !== undefined) visit(row, index);
  }
}

function writeInt32(words: Int32Array, index: number, value: number): void {
  words[index] = value;
}
