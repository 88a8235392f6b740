import { type CallReading, type CallRow, type EpochMs, toEpochMs, type Window } from '@cdr/core';
import type { DuckDBConnection, DuckDBMaterializedResult } from '@duckdb/node-api';
import { readWords } from '../columnar/chunk-reader.ts';
import { readInt64, readMicros, writeInt64 } from '../columnar/int64.ts';
import { duplicateId } from '../reading/check-reading.ts';
import { createIdTable, type IdTable } from './id-table.ts';
import { createParameters } from './parameters.ts';
import { run } from './query.ts';

/** A call that is stored, by its place in the table. */
export interface StoredCall {
  /** Holds until the end of the transaction. */
  rowId: number;
  startedAt: EpochMs;
}

/** The rows of a reading held against what is stored of its window. */
export interface ClassifiedReading {
  /** Rows whose id the window doesn't have; it may be known elsewhere in the source. */
  fresh: CallRow[];
  changed: CallRow[];
  unchanged: number;
  /** What `changed` takes the place of. */
  outdated: StoredCall[];
  /** Stored calls of the window that the reading lacks, but for those that are renamed. */
  missing: StoredCall[];
  /** Stored calls of the window that the reading has under other ids, if at all. */
  renamed: StoredCall[];
  /** How many of `fresh` start where such calls are stored. */
  successors: number;
  /** How many calls of the window were stored; of those with the same ids alone, without proof. */
  stored: number;
  /** Fingerprint of the calls that the window holds once the reading is committed. */
  hash: number;
}

const hashBits = 0x1f_ffff;

/** Compares a reading with the stored calls of its window by fingerprints; no text is read. */
export async function classify(
  connection: DuckDBConnection,
  reading: CallReading,
): Promise<ClassifiedReading> {
  const { rows } = reading;
  const table = createIdTable(rows);
  if (table.hasDuplicate) throw duplicateId(reading);
  const result = await readWindow(connection, reading, table);
  const seen = new Uint8Array(rows.length);
  const found: ClassifiedReading = {
    fresh: [],
    changed: [],
    unchanged: 0,
    outdated: [],
    missing: [],
    renamed: [],
    successors: 0,
    stored: 0,
    hash: 0,
  };
  let [low, high] = hashOfCalls(table, rows);
  for (const { chunk, rowCount } of await result.fetchAllChunks()) {
    const [ids, hashes, rowIds, starts] = [0, 1, 2, 3].map((column) => readWords(chunk, column));
    if (!ids || !hashes || !rowIds || !starts) break;
    found.stored += rowCount;
    for (let stored = 0; stored < rowCount; stored += 1) {
      const index = table.find(ids[stored * 2] ?? 0, ids[stored * 2 + 1] ?? 0);
      const row = rows[index];
      if (row !== undefined) seen[index] = 1;
      if (row !== undefined && row.hash === readInt64(hashes, stored)) {
        found.unchanged += 1;
        continue;
      }
      const place = {
        rowId: readInt64(rowIds, stored),
        startedAt: readMicros(starts, stored),
      };
      if (row === undefined) {
        const isRenamed = isIn(reading.renamed?.windows, place.startedAt);
        found[isRenamed ? 'renamed' : 'missing'].push(place);
        if (isRenamed || reading.missing !== 'keep') continue;
        low ^= (ids[stored * 2] ?? 0) ^ (hashes[stored * 2] ?? 0);
        high ^= (ids[stored * 2 + 1] ?? 0) ^ (hashes[stored * 2 + 1] ?? 0);
      } else {
        found.changed.push(row);
        found.outdated.push(place);
      }
    }
  }
  rows.forEach((row, index) => {
    if (seen[index] !== 0) return;
    found.fresh.push(row);
    if (reading.renamed === undefined) return;
    if (isIn(reading.renamed.windows, toEpochMs(row.call.startedAt))) found.successors += 1;
  });
  found.hash = (high & hashBits) * 0x1_0000_0000 + (low >>> 0);
  return found;
}

function isIn(windows: readonly Window[] | undefined, startedAt: EpochMs): boolean {
  return windows?.some(({ from, to }) => startedAt >= from && startedAt < to) ?? false;
}

/** The ids' fingerprints and the rows' hashes, all combined: low word and high word. */
function hashOfCalls({ fingerprints }: IdTable, rows: readonly CallRow[]): [number, number] {
  const ids = new Int32Array(fingerprints.buffer);
  const hash = new Int32Array(2);
  let low = 0;
  let high = 0;
  rows.forEach((row, index) => {
    writeInt64(hash, 0, row.hash);
    low ^= (ids[index * 2] ?? 0) ^ (hash[0] ?? 0);
    high ^= (ids[index * 2 + 1] ?? 0) ^ (hash[1] ?? 0);
  });
  return [low, high];
}

/** A reading without proof may span years for a few rows: then only their likes are looked at. */
function readWindow(
  connection: DuckDBConnection,
  { source, window, proof, missing, renamed }: CallReading,
  { fingerprints }: IdTable,
): Promise<DuckDBMaterializedResult> {
  const parameters = createParameters();
  const everyRow = proof !== null || missing !== 'keep' || renamed !== undefined;
  return run(
    connection,
    `SELECT id_hash, row_hash, rowid, started_at FROM calls
      WHERE source = ${parameters.text(source)}
        AND started_at >= ${parameters.instant(window.from)}
        AND started_at < ${parameters.instant(window.to)}
        ${everyRow ? '' : `AND id_hash IN (SELECT unnest(${parameters.integers([...fingerprints])}))`}`,
    parameters,
  );
}
