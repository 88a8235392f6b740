import {
  type CallReading,
  type EpochMs,
  type StoredRejectedRow,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { mergeRejected, type RejectedKey, rejectedId } from '../reading/merge-rejected.ts';
import { rejectedTable } from '../schema/record-tables.ts';
import { createParameters } from './parameters.ts';
import { queryRows, run } from './query.ts';
import type { Readers } from './readers.ts';
import type { TableWriter } from './table-writer.ts';

const pageSize = 1000;

const keyColumns = z.object({
  id: z.string(),
  provider: z.string(),
  window_from: z.number(),
  window_to: z.number(),
  reason: z.string(),
  occurrences: z.number(),
  rejected_at: z.number(),
});
const keySchema = keyColumns.transform(toKey);
const rowSchema = keyColumns
  .extend({ source: z.string(), stream: z.string(), raw: z.string() })
  .transform(
    ({ source, stream, raw, ...columns }): StoredRejectedRow => ({
      ...toKey(columns),
      source,
      stream,
      raw,
    }),
  );

/** Rejected rows, oldest first, page by page. */
export async function* listRejected(
  readers: Readers,
  source: string | undefined,
): AsyncGenerator<StoredRejectedRow[]> {
  let last: StoredRejectedRow | undefined;
  do {
    const after = last;
    const page = await readers.use((connection) => readPage(connection, source, after));
    last = page.at(-1);
    if (last !== undefined) yield page;
  } while (last !== undefined);
}

async function readPage(
  connection: DuckDBConnection,
  source: string | undefined,
  after: StoredRejectedRow | undefined,
): Promise<StoredRejectedRow[]> {
  const parameters = createParameters();
  const conditions = [
    source === undefined ? 'true' : `source = ${parameters.text(source)}`,
    after === undefined
      ? 'true'
      : `(rejected_at, id) > (${parameters.instant(toEpochMs(after.rejectedAt))}, ${parameters.text(after.id)})`,
  ];
  return queryRows(
    connection,
    rowSchema,
    `SELECT * FROM rejected WHERE ${conditions.join(' AND ')}
      ORDER BY rejected_at, id LIMIT ${pageSize}`,
    parameters,
  );
}

/** Forgets rejected rows by id. */
export async function deleteRejectedRows(
  connection: DuckDBConnection,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const parameters = createParameters();
  await run(
    connection,
    `DELETE FROM rejected WHERE id IN (SELECT unnest(${parameters.texts(ids)}))`,
    parameters,
  );
}

/** Brings the rejected rows of a reading's stream up to date. */
export async function recordRejected(
  connection: DuckDBConnection,
  writer: TableWriter,
  reading: CallReading,
  now: EpochMs,
): Promise<void> {
  const stored = await readRelated(connection, reading);
  const { deletedIds, written } = mergeRejected(stored, reading, now);
  await deleteRejectedRows(connection, deletedIds);
  await writer.append(rejectedTable, written, reading);
}

/** The stored rows that the reading may change. */
async function readRelated(
  connection: DuckDBConnection,
  reading: CallReading,
): Promise<RejectedKey[]> {
  const parameters = createParameters();
  const ids = reading.rejected.map(({ raw }) => rejectedId(reading, raw));
  return queryRows(
    connection,
    keySchema,
    `SELECT id, provider, window_from, window_to, reason, occurrences, rejected_at FROM rejected
      WHERE source = ${parameters.text(reading.source)}
        AND stream = ${parameters.text(reading.stream)}
        AND ((window_from >= ${parameters.instant(reading.window.from)}
            AND window_to <= ${parameters.instant(reading.window.to)})
          OR id IN (SELECT unnest(${parameters.texts(ids)})))`,
    parameters,
  );
}

function toKey(row: z.infer<typeof keyColumns>): RejectedKey {
  return {
    id: row.id,
    provider: row.provider,
    window: { from: row.window_from, to: row.window_to },
    reason: row.reason,
    occurrences: row.occurrences,
    rejectedAt: toInstant(row.rejected_at),
  };
}
