import type { EpochMs } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Tombstone } from '../../erasure/tombstones.ts';
import { erasedTable } from '../../schema/erased-table.ts';
import { queryRows } from '../query.ts';
import type { TableWriter } from '../table-writer.ts';

const rowSchema = z.object({ salt: z.string(), hash: z.string() });

/** What is left of all numbers that were erased. */
export function readTombstones(connection: DuckDBConnection): Promise<Tombstone[]> {
  return queryRows(connection, rowSchema, 'SELECT salt, hash FROM erased_numbers');
}

/** Adds tombstones. */
export async function writeTombstones(
  writer: TableWriter,
  tombstones: readonly Tombstone[],
  erasedAt: EpochMs,
): Promise<void> {
  const rows = tombstones.map((tombstone) => ({ ...tombstone, erasedAt }));
  await writer.append(erasedTable, rows, { source: '', provider: '' });
}
