import { Buffer } from 'node:buffer';
import duckdb, { type Vector } from '@duckdb/node-bindings';
import type { Validity } from './validity.ts';

const entryBytes = 16;
const inlineBytes = 12;
const keptHeapBytes = 16 * 1024 * 1024;

/** Collects the texts of one vector and writes them at once. */
export interface TextVectorWriter {
  /** Starts over, for another vector. */
  clear(): void;
  /** Rows come in order, from 0, without gaps. */
  add(row: number, text: string | null): void;
  flush(vector: Vector, count: number): void;
}

/**
 * Assigning texts one by one costs a call into the database each. Here they're gathered in one
 * heap, which is assigned as one text; the rows then point into it. An entry is what DuckDB calls
 * `string_t`: the length in bytes, then up to 12 bytes of text, or else its first four bytes and
 * its address. Equal neighbours share one text.
 */
export function createTextVectorWriter(capacity: number, validity: Validity): TextVectorWriter {
  const entries = Buffer.alloc(capacity * entryBytes);
  const words = new Int32Array(entries.buffer, entries.byteOffset, capacity * 4);
  let heap = Buffer.alloc(1024 * 1024);
  let heapEnd = 0;
  let lastText: string | null = null;
  let lastRow = 0;

  function reserve(text: string): void {
    const needed = heapEnd + text.length * 3;
    if (needed <= heap.length) return;
    const grown = Buffer.alloc(Math.max(needed, heap.length * 2));
    heap.copy(grown, 0, 0, heapEnd);
    heap = grown;
  }

  function encode(text: string): number {
    // Short texts are mostly ASCII, and for those this beats the call into the encoder.
    if (text.length > 24) return heap.write(text, heapEnd, 'utf8');
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 127) return heap.write(text, heapEnd, 'utf8');
      heap[heapEnd + index] = unit;
    }
    return text.length;
  }

  function setEntry(row: number, a: number, b: number, c: number, d: number): void {
    const word = row * 4;
    words[word] = a;
    words[word + 1] = b;
    words[word + 2] = c;
    words[word + 3] = d;
  }

  function addNew(row: number, text: string): void {
    reserve(text);
    const bytes = encode(text);
    setEntry(row, bytes, 0, bytes <= inlineBytes ? 0 : heapEnd, 0);
    const start = row * entryBytes + 4;
    if (bytes <= inlineBytes) {
      for (let index = 0; index < bytes; index += 1) {
        entries[start + index] = heap[heapEnd + index] ?? 0;
      }
      return;
    }
    for (let index = 0; index < 4; index += 1) entries[start + index] = heap[heapEnd + index] ?? 0;
    heapEnd += bytes;
  }

  /** Turns places in the heap into addresses, now that the heap has one. */
  function point(count: number, base: { low: number; high: number }): void {
    for (let word = 0; word < count * 4; word += 4) {
      if ((words[word] ?? 0) <= inlineBytes) continue;
      const address = base.low + (words[word + 2] ?? 0);
      words[word + 2] = address;
      words[word + 3] = base.high + (address >= 4_294_967_296 ? 1 : 0);
    }
  }

  return {
    clear() {
      heapEnd = 0;
      lastText = null;
      if (heap.length > keptHeapBytes) heap = Buffer.alloc(1024 * 1024);
    },
    add(row, text) {
      if (text === null) {
        validity.setNull(row);
        setEntry(row, 0, 0, 0, 0);
      } else if (text === lastText) {
        const last = lastRow * 4;
        setEntry(
          row,
          words[last] ?? 0,
          words[last + 1] ?? 0,
          words[last + 2] ?? 0,
          words[last + 3] ?? 0,
        );
      } else {
        addNew(row, text);
        lastText = text;
        lastRow = row;
      }
    },
    flush(vector, count) {
      if (heapEnd > 0) point(count, assignHeap(vector, heap.subarray(0, heapEnd)));
      duckdb.copy_data_to_vector(vector, 0, entries.buffer, entries.byteOffset, count * entryBytes);
    },
  };
}

/** Gives the vector the heap, by way of row 0, and tells where the database put it. */
function assignHeap(vector: Vector, heap: Uint8Array): { low: number; high: number } {
  duckdb.vector_assign_string_element_len(vector, 0, heap);
  const entry = duckdb.vector_get_data(vector, entryBytes);
  const view = new DataView(entry.buffer, entry.byteOffset, entryBytes);
  return { low: view.getUint32(8, true), high: view.getUint32(12, true) };
}
