import { Buffer } from 'node:buffer';
import duckdb, { type DataChunk, type Vector } from '@duckdb/node-bindings';
import { readInt64, readMicros } from './int64.ts';

/** A value as it comes out of a result; instants are milliseconds. */
export type Cell = string | number | boolean | null;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The values of one column of a chunk, by its type. Throws `TypeError` for types that aren't in use. */
export function readColumn(chunk: DataChunk, index: number): Cell[] {
  const vector = duckdb.data_chunk_get_vector(chunk, index);
  const count = duckdb.data_chunk_get_size(chunk);
  const typeId = duckdb.get_type_id(duckdb.vector_get_column_type(vector));
  switch (typeId) {
    case duckdb.Type.VARCHAR:
      return readTexts(vector, count);
    case duckdb.Type.BIGINT:
      return readNumbers(vector, count, readInt64);
    case duckdb.Type.TIMESTAMP_TZ:
      return readNumbers(vector, count, readMicros);
    case duckdb.Type.DOUBLE:
      return readDoubles(vector, count);
    case duckdb.Type.INTEGER:
      return readIntegers(vector, count);
    case duckdb.Type.BOOLEAN:
      return readBooleans(vector, count);
    default:
      throw new TypeError(`no reader for columns of type ${typeId}`);
  }
}

/** The 64-bit integers of a column without `NULL`s, as pairs of words, the low one first. */
export function readWords(chunk: DataChunk, index: number): Int32Array {
  const vector = duckdb.data_chunk_get_vector(chunk, index);
  return wordsOf(vector, duckdb.data_chunk_get_size(chunk) * 2).slice();
}

function readTexts(vector: Vector, count: number): Cell[] {
  const bits = validityOf(vector, count);
  const data = duckdb.vector_get_data(vector, count * 16);
  const memory = memoryOf(data);
  const bytes = Buffer.from(memory, data.byteOffset, data.byteLength);
  const words = new Int32Array(memory, data.byteOffset, count * 4);
  const texts: Cell[] = new Array(count);
  let last = -1;
  for (let row = 0; row < count; row += 1) {
    if (isNull(bits, row)) texts[row] = null;
    else if (last >= 0 && sameEntry(words, row * 4, last * 4)) texts[row] = texts[last] ?? null;
    else {
      const length = words[row * 4] ?? 0;
      const start = row * 16;
      texts[row] =
        length <= 12
          ? bytes.toString('utf8', start + 4, start + 4 + length)
          : decoder.decode(
              duckdb.get_data_from_pointer(memory, data.byteOffset + start + 8, length),
            );
      last = row;
    }
  }
  return texts;
}

function readNumbers(
  vector: Vector,
  count: number,
  read: (words: Int32Array, row: number) => number,
): Cell[] {
  const bits = validityOf(vector, count);
  const words = wordsOf(vector, count * 2);
  return readRows(count, (row) => (isNull(bits, row) ? null : read(words, row)));
}

function readDoubles(vector: Vector, count: number): Cell[] {
  const bits = validityOf(vector, count);
  const data = duckdb.vector_get_data(vector, count * 8);
  const values = new Float64Array(data.buffer, data.byteOffset, count);
  return readRows(count, (row) => (isNull(bits, row) ? null : (values[row] ?? 0)));
}

function readIntegers(vector: Vector, count: number): Cell[] {
  const bits = validityOf(vector, count);
  const words = wordsOf(vector, count);
  return readRows(count, (row) => (isNull(bits, row) ? null : (words[row] ?? 0)));
}

function readBooleans(vector: Vector, count: number): Cell[] {
  const bits = validityOf(vector, count);
  const bytes = duckdb.vector_get_data(vector, count);
  return readRows(count, (row) => (isNull(bits, row) ? null : bytes[row] === 1));
}

function readRows(count: number, read: (row: number) => Cell): Cell[] {
  const cells: Cell[] = new Array(count);
  for (let row = 0; row < count; row += 1) cells[row] = read(row);
  return cells;
}

function wordsOf(vector: Vector, count: number): Int32Array {
  const data = duckdb.vector_get_data(vector, count * 4);
  return new Int32Array(data.buffer, data.byteOffset, count);
}

function memoryOf({ buffer }: Uint8Array): ArrayBuffer {
  if (buffer instanceof ArrayBuffer) return buffer;
  throw new TypeError('a vector lies in shared memory');
}

/** `null` when every row holds a value. */
function validityOf(vector: Vector, count: number): Uint8Array | null {
  return duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8);
}

function isNull(bits: Uint8Array | null, row: number): boolean {
  return bits !== null && ((bits[row >> 3] ?? 0) & (1 << (row & 7))) === 0;
}

/** Equal entries are the same short text, or point to the same place. */
function sameEntry(words: Int32Array, a: number, b: number): boolean {
  return (
    words[a] === words[b] &&
    words[a + 1] === words[b + 1] &&
    words[a + 2] === words[b + 2] &&
    words[a + 3] === words[b + 3]
  );
}
