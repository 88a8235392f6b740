import { type Note, type NoteFilter, type NoteQuery, noteFileSchema, toInstant } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { parseRaw } from '../reading/parse-raw.ts';
import { always, cutWindow, windowSql } from './filter-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';
import { queryRows } from './query.ts';
import type { Readers } from './readers.ts';

const batchSize = 4000;
const text = z.string().nullable();
const flag = z.boolean().nullable();

const rowSchema = z.object({
  source: z.string(),
  call_id: z.string(),
  id: z.string(),
  started_at: z.number(),
  text,
  created_at: z.number().nullable(),
  author_id: text,
  author_name: text,
  pinned: flag,
  edited: flag,
  deleted: flag,
  files: z.string(),
  raw: text,
});
type NoteColumns = z.infer<typeof rowSchema>;

/** Notes in batches, each behind the last one of the batch before. */
export async function* readNotes(
  readers: Readers,
  { filter = {}, raw = false }: NoteQuery,
): AsyncGenerator<Note[]> {
  let last: NoteColumns | undefined;
  do {
    const after = last;
    const batch = await readers.use((connection) => readBatch(connection, filter, raw, after));
    last = batch.at(-1);
    if (last !== undefined) yield batch.map(toNote);
  } while (last !== undefined);
}

function readBatch(
  connection: DuckDBConnection,
  filter: NoteFilter,
  withRaw: boolean,
  after: NoteColumns | undefined,
): Promise<NoteColumns[]> {
  const parameters = createParameters();
  return queryRows(
    connection,
    rowSchema,
    `SELECT * EXCLUDE (row_hash, raw), ${withRaw ? 'raw' : 'NULL::VARCHAR AS raw'} FROM notes
      WHERE ${filterSql(filter, parameters)} AND ${afterSql(after, parameters)}
      ORDER BY ${orderSql} LIMIT ${batchSize}`,
    parameters,
  );
}

/** Notes of which nobody knows when they were written come behind the others of their call. */
const orderSql = "started_at, call_id, source, coalesce(created_at, 'infinity'::TIMESTAMPTZ), id";

function filterSql(filter: NoteFilter, parameters: Parameters): string {
  const conditions = [
    ['source', filter.source],
    ['call_id', filter.callId],
  ] as const;
  return [
    windowSql(cutWindow(always, filter), parameters),
    ...conditions.flatMap(([column, values]) =>
      values === undefined ? [] : [`${column} IN (SELECT unnest(${parameters.texts(values)}))`],
    ),
  ].join(' AND ');
}

function afterSql(after: NoteColumns | undefined, parameters: Parameters): string {
  if (after === undefined) return 'true';
  const values = [
    parameters.instant(after.started_at),
    parameters.text(after.call_id),
    parameters.text(after.source),
    `coalesce(${parameters.instant(after.created_at)}, 'infinity'::TIMESTAMPTZ)`,
    parameters.text(after.id),
  ];
  return `(${orderSql}) > (${values.join(', ')})`;
}

function toNote(row: NoteColumns): Note {
  return {
    id: row.id,
    source: row.source,
    callId: row.call_id,
    text: row.text,
    createdAt: row.created_at === null ? null : toInstant(row.created_at),
    author: { id: row.author_id, name: row.author_name },
    pinned: row.pinned,
    edited: row.edited,
    deleted: row.deleted,
    files: z.array(noteFileSchema).parse(JSON.parse(row.files)),
    ...(row.raw === null ? {} : { raw: parseRaw(row.raw) }),
  };
}
