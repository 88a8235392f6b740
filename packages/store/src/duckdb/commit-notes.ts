import type { CallNotes, CommitCounts, EpochMs, NotesReading } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { rejectedNotesOf } from '../reading/merge-rejected.ts';
import { noteReadTable, noteTable } from '../schema/note-tables.ts';
import type { WriteTools } from './database.ts';
import { deleteRowsAt } from './delete-rows-at.ts';
import { createParameters } from './parameters.ts';
import { queryRows, run } from './query.ts';
import { recordRejected } from './rejected.ts';

/** Puts the notes of calls in the place of what is stored of them, inside a transaction that the caller began. */
export async function commitNotes(
  { connection, writer }: WriteTools,
  reading: NotesReading,
  now: EpochMs,
): Promise<CommitCounts> {
  const { calls, readAt, basis = null } = reading;
  const stored = await readStored(connection, reading);
  const counts: CommitCounts = { inserted: 0, updated: 0, unchanged: 0, removed: 0 };
  const goneRowIds: number[] = [];
  const written = calls.flatMap((call) => {
    const own = stored.filter((note) => note.call_id === call.callId);
    const open = new Map(own.map((note) => [note.id, note]));
    const rows = call.rows.filter((row) => {
      const known = open.get(row.id);
      open.delete(row.id);
      if (known === undefined) counts.inserted += 1;
      else if (readAt === null || isSame(known, row.hash, call)) {
        counts.unchanged += 1;
        return false;
      } else {
        counts.updated += 1;
        goneRowIds.push(known.row_id);
      }
      return true;
    });
    if (readAt !== null) {
      counts.removed += open.size;
      for (const { row_id } of open.values()) goneRowIds.push(row_id);
    }
    return rows.map((row) => ({ ...row, call }));
  });
  await deleteRowsAt(connection, 'notes', goneRowIds);
  await writer.append(noteTable, written, reading);
  if (readAt !== null) {
    await deleteReads(connection, reading);
    const reads = calls.map((call) => ({ ...call, readAt, basis }));
    await writer.append(noteReadTable, reads, reading);
  }
  const rejected = calls.map((call) => rejectedNotesOf(reading, call));
  await recordRejected(connection, writer, rejected, now);
  return counts;
}

const storedSchema = z.object({
  call_id: z.string(),
  id: z.string(),
  started_at: z.number(),
  row_id: z.number(),
  row_hash: z.number(),
});

/** A note in the table, by its place, which holds until the end of the transaction. */
type StoredNote = z.infer<typeof storedSchema>;

/** What is stored of the calls. */
function readStored(
  connection: DuckDBConnection,
  { source, calls }: NotesReading,
): Promise<StoredNote[]> {
  const parameters = createParameters();
  return queryRows(
    connection,
    storedSchema,
    `SELECT call_id, id, started_at, rowid AS row_id, row_hash FROM notes
      WHERE source = ${parameters.text(source)}
        AND call_id IN (SELECT unnest(${parameters.texts(calls.map(({ callId }) => callId))}))`,
    parameters,
  );
}

function isSame(known: StoredNote, hash: number, { startedAt }: CallNotes): boolean {
  return known.row_hash === hash && known.started_at === startedAt;
}

/** The calls of a reading that told a number of notes when they were asked about, and tell none by now. */
export async function callsWithoutNotes(
  { connection }: Pick<WriteTools, 'connection'>,
  { source, calls }: NotesReading,
): Promise<Set<string>> {
  const told = calls.filter(({ noteCount }) => noteCount !== null);
  const parameters = createParameters();
  const rows = await queryRows(
    connection,
    z.object({ id: z.string() }),
    `SELECT id FROM calls
      WHERE source = ${parameters.text(source)} AND note_count IS NULL
        AND id IN (SELECT unnest(${parameters.texts(told.map(({ callId }) => callId))}))`,
    parameters,
  );
  return new Set(rows.map(({ id }) => id));
}

async function deleteReads(
  connection: DuckDBConnection,
  { source, calls }: NotesReading,
): Promise<void> {
  const parameters = createParameters();
  await run(
    connection,
    `DELETE FROM note_reads
      WHERE source = ${parameters.text(source)}
        AND call_id IN (SELECT unnest(${parameters.texts(calls.map(({ callId }) => callId))}))`,
    parameters,
  );
}
