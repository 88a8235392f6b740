import duckdb, { type Vector } from '@duckdb/node-bindings';

const bitsAWord = 32;

/** Which rows of a vector hold a value: a bit a row, set for those that do. */
export interface Validity {
  /** All rows hold one again. */
  clear(): void;
  setNull(row: number): void;
  nullCount(): number;
  /** Writes the bits, if a row is `NULL`. */
  flush(vector: Vector): void;
}

/** One buffer for vectors of up to `capacity` rows, to be used for one vector after another. */
export function createValidity(capacity: number): Validity {
  const words = new Uint32Array(Math.ceil(capacity / 64) * 2);
  let nulls = 0;
  words.fill(0xffff_ffff);
  return {
    clear() {
      if (nulls > 0) words.fill(0xffff_ffff);
      nulls = 0;
    },
    setNull(row) {
      const word = Math.floor(row / bitsAWord);
      words[word] = (words[word] ?? 0) & ~(1 << (row % bitsAWord));
      nulls += 1;
    },
    nullCount: () => nulls,
    flush(vector) {
      if (nulls === 0) return;
      duckdb.vector_ensure_validity_writable(vector);
      duckdb.copy_data_to_vector_validity(vector, 0, words.buffer, 0, words.byteLength);
    },
  };
}
