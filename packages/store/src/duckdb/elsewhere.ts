import type { CallReading, CallRow } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { readWords } from '../columnar/chunk-reader.ts';
import { fingerprintsOf, writeFingerprint } from '../columnar/fingerprint.ts';
import type { StoredCall } from './classify.ts';
import { createKnownIds, type KnownIds } from './known-ids.ts';
import { createParameters } from './parameters.ts';
import { queryNumber, queryRows } from './query.ts';

/** Finds the calls of a source that come back with another start. */
export interface ElsewhereFinder {
  /** Where the ids of `fresh` are stored outside the window of the reading. */
  find(reading: CallReading, fresh: readonly CallRow[]): Promise<StoredCall[]>;
}

/** What is held in memory of one source. */
interface SourceMemory {
  /** Look-ups that scanned the table so far. */
  scans: number;
  ids: KnownIds | null;
}

/** When the ids of a source are worth their memory. */
export interface MemoryPolicy {
  /** Below so many calls in the table, gathering ids costs less than it saves. */
  smallTable: number;
  /** So many scans cost about as much as gathering the ids. */
  patience: number;
}

const defaultPolicy: MemoryPolicy = { smallTable: 500_000, patience: 4 };

const storedSchema = z.object({ row_id: z.number(), id: z.string(), started_at: z.number() });

/**
 * Any new id may be one that is stored under another time, and no index tells. A scan of the
 * fingerprints costs 10 ms a million rows: little for one commit, too much for each of a
 * thousand. After a few commits, the ids of the source are therefore kept in memory, and the
 * table is asked only about those that may be known. Ids of commits that failed stay in memory:
 * asking about them once too often does no harm.
 */
export function createElsewhereFinder(
  connection: DuckDBConnection,
  { smallTable, patience }: MemoryPolicy = defaultPolicy,
): ElsewhereFinder {
  const memories = new Map<string, SourceMemory>();

  async function gatherIds(source: string, tableRows: number): Promise<KnownIds | null> {
    const ids = createKnownIds(tableRows);
    if (ids === null) return null;
    const parameters = createParameters();
    const result = await connection.stream(
      `SELECT id_hash FROM calls WHERE source = ${parameters.text(source)}`,
      parameters.values,
      parameters.types,
    );
    for await (const { chunk } of result) {
      const words = readWords(chunk, 0);
      for (let at = 0; at < words.length; at += 2) ids.add(words[at] ?? 0, words[at + 1] ?? 0);
    }
    return ids;
  }

  async function ask(
    { source, window }: CallReading,
    rows: readonly CallRow[],
  ): Promise<StoredCall[]> {
    const parameters = createParameters();
    const hashes = [...fingerprintsOf(rows.map(({ id }) => id))];
    const stored = await queryRows(
      connection,
      storedSchema,
      `SELECT rowid AS row_id, id, started_at FROM calls
        WHERE source = ${parameters.text(source)}
          AND id_hash IN (SELECT unnest(${parameters.integers(hashes)}))
          AND (started_at < ${parameters.instant(window.from)}
            OR started_at >= ${parameters.instant(window.to)})`,
      parameters,
    );
    const ids = new Set(rows.map(({ id }) => id));
    return stored
      .filter(({ id }) => ids.has(id))
      .map((call) => ({ rowId: call.row_id, startedAt: call.started_at }));
  }

  return {
    async find(reading, fresh) {
      if (fresh.length === 0) return [];
      const { source } = reading;
      const memory = memories.get(source) ?? { scans: 0, ids: null };
      memories.set(source, memory);
      if (memory.ids === null) {
        const tableRows = await queryNumber(connection, 'SELECT count(*) FROM calls');
        if (tableRows < smallTable || memory.scans >= patience) {
          memory.ids = await gatherIds(source, tableRows + fresh.length);
        }
      }
      if (memory.ids === null) {
        memory.scans += 1;
        return ask(reading, fresh);
      }
      const { known, complete } = addAll(memory.ids, fresh);
      if (!complete) memory.ids = null;
      return known.length === 0 ? [] : ask(reading, known);
    },
  };
}

/** Adds the ids of the rows; gives the rows whose ids may have been known before. */
function addAll(ids: KnownIds, rows: readonly CallRow[]): { known: CallRow[]; complete: boolean } {
  const known: CallRow[] = [];
  const words = new Int32Array(2);
  let complete = true;
  for (const row of rows) {
    writeFingerprint(row.id, words, 0);
    const [low = 0, high = 0] = words;
    if (ids.mayHave(low, high)) known.push(row);
    else complete = ids.add(low, high) && complete;
  }
  return { known, complete };
}
