import type { NotesCoverage, NotesDue, NotesDueRule, Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { always, cutWindow, windowSql } from './filter-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';
import { queryNumber, queryRows } from './query.ts';
import type { Readers } from './readers.ts';

const batchSize = 4000;

const dueSchema = z
  .object({
    id: z.string(),
    vendor_id: z.string(),
    started_at: z.number(),
    note_count: z.number().nullable(),
  })
  .transform(
    (row): NotesDue => ({
      callId: row.id,
      vendorId: row.vendor_id,
      startedAt: row.started_at,
      noteCount: row.note_count,
    }),
  );

const coverageSchema = z
  .object({
    calls: z.number(),
    read: z.number(),
    notes: z.number(),
    first_open: z.number().nullable(),
    last_open: z.number().nullable(),
  })
  .transform(({ first_open: first, last_open: last, ...counts }): NotesCoverage => {
    const open = first === null || last === null ? null : { from: first, to: last + 1 };
    return { ...counts, open };
  });

/** Calls whose notes are due, in batches, each behind the last call of the batch before. */
export async function* listNotesDue(
  readers: Readers,
  rule: NotesDueRule,
): AsyncGenerator<NotesDue[]> {
  let last: NotesDue | undefined;
  do {
    const after = last;
    const batch = await readers.use((connection) => readBatch(connection, rule, after));
    last = batch.at(-1);
    if (last !== undefined) yield batch;
  } while (last !== undefined);
}

/** How many calls have notes that are due. */
export function countNotesDue(connection: DuckDBConnection, rule: NotesDueRule): Promise<number> {
  const parameters = createParameters();
  return queryNumber(connection, `SELECT count(*) ${dueSql(rule, parameters)}`, parameters);
}

/** What is known of the notes of a source's calls in a window. */
export async function readNotesCoverage(
  connection: DuckDBConnection,
  source: string,
  { basis, ...window }: Partial<Window> & Pick<NotesDueRule, 'basis'>,
): Promise<NotesCoverage> {
  const parameters = createParameters();
  const open = `(${hasChangedSql} OR ${isOfOtherBasisSql(basis, parameters)})`;
  const [coverage] = await queryRows(
    connection,
    coverageSchema,
    `SELECT count(*) AS calls,
        count(*) FILTER (NOT ${open}) AS read,
        coalesce(sum(reads.notes), 0)::BIGINT AS notes,
        min(calls.started_at) FILTER (${open}) AS first_open,
        max(calls.started_at) FILTER (${open}) AS last_open
      FROM ${callsWithReadsSql(source, parameters)}
        AND ${windowSql(cutWindow(always, window), parameters, 'calls.started_at')}
        AND ${hasNotesSql}`,
    parameters,
  );
  return coverage ?? { calls: 0, read: 0, notes: 0, open: null };
}

function readBatch(
  connection: DuckDBConnection,
  rule: NotesDueRule,
  after: NotesDue | undefined,
): Promise<NotesDue[]> {
  const parameters = createParameters();
  const due = dueSql(rule, parameters);
  const behind =
    after === undefined
      ? 'true'
      : `(calls.started_at, calls.id) > (${parameters.instant(after.startedAt)}, ${parameters.text(after.callId)})`;
  return queryRows(
    connection,
    dueSchema,
    `SELECT calls.id, calls.vendor_id, calls.started_at, calls.note_count ${due} AND ${behind}
      ORDER BY calls.started_at, calls.id LIMIT ${batchSize}`,
    parameters,
  );
}

const hasNotesSql = '(calls.note_count > 0 OR coalesce(reads.notes, 0) > 0)';
const hasChangedSql = `(reads.call_id IS NULL OR reads.note_count IS DISTINCT FROM calls.note_count
  OR reads.started_at <> calls.started_at)`;

function isOfOtherBasisSql(basis: string | undefined, parameters: Parameters): string {
  return basis === undefined ? 'false' : `reads.basis IS DISTINCT FROM ${parameters.text(basis)}`;
}

/** The same calls as core's `areNotesDue` means. */
function dueSql(rule: NotesDueRule, parameters: Parameters): string {
  const { source, youngFrom, readUntil, basis } = rule;
  return `FROM ${callsWithReadsSql(source, parameters)}
      AND ${windowSql(cutWindow(always, rule), parameters, 'calls.started_at')}
      AND (reads.call_id IS NOT NULL OR calls.note_count > 0)
      AND (${hasChangedSql} OR (${hasNotesSql} AND (${isOfOtherBasisSql(basis, parameters)}
        OR (${windowSql({ ...always, from: youngFrom }, parameters, 'calls.started_at')}
          AND ${windowSql({ ...always, to: readUntil + 1 }, parameters, 'reads.read_at')}))))`;
}

function callsWithReadsSql(source: string, parameters: Parameters): string {
  const owner = parameters.text(source);
  return `calls LEFT JOIN (SELECT * FROM note_reads WHERE source = ${owner}) AS reads
      ON reads.call_id = calls.id
    WHERE calls.source = ${owner} AND calls.vendor_id IS NOT NULL`;
}
