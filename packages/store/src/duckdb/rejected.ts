import { type EpochMs, type StoredRejectedRow, toEpochMs, toInstant } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  mergeRejected,
  type RejectedChanges,
  type RejectedKey,
  type RejectedReading,
  rejectedId,
} from '../reading/merge-rejected.ts';
import { rejectedTable } from '../schema/record-tables.ts';
import { readWindows, type WindowList, writeWindows } from '../schema/window-list.ts';
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
  basis: z.string().nullable(),
  call_id: z.string().nullable(),
  windows: z.string().nullable(),
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

/** Brings the rejected rows of a stream up to date, as far as these readings of it go. */
export async function recordRejected(
  connection: DuckDBConnection,
  writer: TableWriter,
  readings: readonly RejectedReading[],
  now: EpochMs,
): Promise<void> {
  const [first] = readings;
  if (first === undefined) return;
  const stored = await readRelated(connection, readings, first);
  const changes = readings.map((reading) => mergeRejected(stored, reading, now));
  await narrowRejected(
    connection,
    changes.flatMap(({ narrowed }) => narrowed),
  );
  await deleteRejectedRows(
    connection,
    changes.flatMap(({ deletedIds }) => deletedIds),
  );
  await writer.append(
    rejectedTable,
    changes.flatMap(({ written }) => written),
    first,
  );
}

/** Says in how few places rejected rows may be. Rows of one slice as a rule share what is left of it. */
export async function narrowRejected(
  connection: DuckDBConnection,
  rows: RejectedChanges['narrowed'],
): Promise<void> {
  const idsByWindows = new Map<string, { list: WindowList; ids: string[] }>();
  for (const { id, windows } of rows) {
    const list = writeWindows(windows);
    const key = JSON.stringify(list);
    const known = idsByWindows.get(key) ?? { list, ids: [] };
    known.ids.push(id);
    idsByWindows.set(key, known);
  }
  for (const { list, ids } of idsByWindows.values()) {
    const parameters = createParameters();
    await run(
      connection,
      `UPDATE rejected SET window_from = ${parameters.instant(list.from)},
          window_to = ${parameters.instant(list.to)}, windows = ${parameters.text(list.text)}
        WHERE id IN (SELECT unnest(${parameters.texts(ids)}))`,
      parameters,
    );
  }
}

/** The stored rows that the readings may change. */
async function readRelated(
  connection: DuckDBConnection,
  readings: readonly RejectedReading[],
  { source, stream, window, callId }: RejectedReading,
): Promise<RejectedKey[]> {
  const parameters = createParameters();
  const ids = readings.flatMap((own) => own.rejected.map(({ raw }) => rejectedId(own, raw)));
  const related =
    callId === undefined
      ? `window_from < ${parameters.instant(window.to)}
          AND window_to > ${parameters.instant(window.from)}`
      : `call_id IN (SELECT unnest(${parameters.texts(readings.map((own) => own.callId ?? ''))}))`;
  return queryRows(
    connection,
    keySchema,
    `SELECT id, provider, window_from, window_to, reason, occurrences, rejected_at, basis, call_id, windows
      FROM rejected
      WHERE source = ${parameters.text(source)} AND stream = ${parameters.text(stream)}
        AND ((${related}) OR id IN (SELECT unnest(${parameters.texts(ids)})))`,
    parameters,
  );
}

function toKey(row: z.infer<typeof keyColumns>): RejectedKey {
  return {
    id: row.id,
    provider: row.provider,
    ...(row.basis === null ? {} : { basis: row.basis }),
    ...(row.call_id === null ? {} : { callId: row.call_id }),
    windows: readWindows({ from: row.window_from, to: row.window_to, text: row.windows }),
    reason: row.reason,
    occurrences: row.occurrences,
    rejectedAt: toInstant(row.rejected_at),
  };
}
