import type { CallSnapshot } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { readCallMonths } from './call-months.ts';
import { csvBytes } from './csv-bytes.ts';
import { parquetBytes } from './parquet-bytes.ts';

/**
 * The calls that a connection sees, for as long as its transaction lasts. `folder` is for files that
 * are there until they were read.
 */
export function createCallSnapshot(connection: DuckDBConnection, folder: string): CallSnapshot {
  return {
    months: (filter = {}) => readCallMonths(connection, filter),
    parquet: (request = {}) => parquetBytes(connection, folder, request),
    csv: (request = {}) => csvBytes(connection, folder, request),
  };
}
