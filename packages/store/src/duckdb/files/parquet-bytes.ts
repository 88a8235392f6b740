import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallParquetRequest } from '@cdr/core';
import { always } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { type Copying, type CopyPlace, copiedBytes, copyTo } from './copied-bytes.ts';
import { parquetSql } from './parquet-sql.ts';
import { planPieces } from './plan-pieces.ts';
import { quoteText } from './quote-text.ts';
import { resolveFilters } from './selected-calls.ts';

/** Row groups are made in memory: larger ones don't fit into that of a store, and go to disk and back. */
const rows = 'ROW_GROUP_SIZE 40960';
const final = `FORMAT parquet, COMPRESSION zstd, ${rows}`;
const passing = `FORMAT parquet, COMPRESSION lz4_raw, ${rows}`;

/**
 * Calls as Parquet. To sort millions of wide rows takes more memory than a store is given, and on
 * disk many times as long: pieces of time are sorted, and then copied one behind the other.
 */
export async function* parquetBytes(
  place: CopyPlace,
  request: CallParquetRequest,
): AsyncGenerator<Uint8Array> {
  const { connection, folder } = place;
  const filters = await resolveFilters(connection, request);
  const pieces = await planPieces(connection, filters, request);
  const copying = (piece: { from: number; to: number; limit: number | null }, options: string) => {
    const parameters = createParameters();
    const select = parquetSql(request, { filters, window: piece, limit: piece.limit }, parameters);
    return { select, parameters, options } satisfies Copying;
  };
  const [only = { ...always, limit: 0 }, ...others] = pieces;
  if (others.length === 0) {
    yield* copiedBytes(place, copying(only, final));
    return;
  }
  const own = join(folder, randomUUID());
  try {
    const files: string[] = [];
    for (const piece of pieces) {
      const file = join(own, `${files.length}.parquet`);
      await copyTo(place, file, copying(piece, passing));
      files.push(file);
    }
    const select = `SELECT * FROM read_parquet([${files.map(quoteText).join(', ')}])`;
    yield* copiedBytes({ ...place, folder: own }, { select, options: final });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
