import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallParquetRequest } from '@cdr/core';
import { joinParquet } from '../../parquet/join-parquet.ts';
import { always } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { type CopyPlace, copyTo } from './copied-bytes.ts';
import { parquetSql } from './parquet-sql.ts';
import { planPieces } from './plan-pieces.ts';
import { resolveFilters } from './selected-calls.ts';

/** Row groups are made in memory: larger ones don't fit into that of a store, and go to disk and back. */
const options = 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 40960';

/**
 * Calls as Parquet. To sort millions of wide rows takes more memory than a store is given, and on
 * disk many times as long: pieces of time are sorted, each into a file, and these are passed on as one.
 */
export function parquetBytes(
  place: CopyPlace,
  request: CallParquetRequest,
): AsyncGenerator<Uint8Array> {
  return joinParquet(pieceFiles(place, request));
}

/** A file after the other, each of which goes when the next one is asked for. */
async function* pieceFiles(place: CopyPlace, request: CallParquetRequest): AsyncGenerator<string> {
  const { connection, folder } = place;
  const filters = await resolveFilters(connection, request);
  const pieces = await planPieces(connection, filters, request);
  const nothing = { ...always, limit: 0 };
  for (const { limit, ...window } of pieces.length === 0 ? [nothing] : pieces) {
    const parameters = createParameters();
    const select = parquetSql(request, { filters, window, limit }, parameters);
    const file = join(folder, `${randomUUID()}.parquet`);
    try {
      await copyTo(place, file, { select, parameters, options });
      yield file;
    } finally {
      await rm(file, { force: true });
    }
  }
}
