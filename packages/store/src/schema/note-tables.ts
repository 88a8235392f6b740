import type { CallNotes, NoteRow } from '@cdr/core';
import {
  boolean,
  instant,
  requiredInstant,
  requiredText,
  requiredWholeNumber,
  text,
  type WritableTable,
  wholeNumber,
} from './column.ts';
import { epochMsOrNull } from './epoch-ms-or-null.ts';

/** A note with its call. */
export interface NoteTableRow extends NoteRow {
  call: Pick<CallNotes, 'callId' | 'startedAt'>;
}

/** That the notes of a call were read. */
export interface NoteReadRow extends CallNotes {
  readAt: number;
  basis: string | null;
}

/** What people wrote to calls. */
export const noteTable: WritableTable<NoteTableRow> = {
  name: 'notes',
  comment: 'What people wrote to calls.',
  columns: [
    requiredText('source', 'As in calls.', (_row, { source }) => source),
    requiredText('call_id', 'calls.id.', ({ call }) => call.callId),
    requiredText(
      'id',
      'Names the note: source and vendor id. Unique among the notes of its call.',
      (row) => row.id,
    ),
    requiredInstant(
      'started_at',
      'Start of the call, as of when its notes were read.',
      ({ call }) => call.startedAt,
    ),
    text('text', 'What was written, as plain text.', ({ note }) => note.text),
    instant('created_at', 'When the note was written.', ({ note }) =>
      epochMsOrNull(note.createdAt),
    ),
    text('author_id', "The vendor's id of who wrote it.", ({ note }) => note.author.id),
    text('author_name', 'The name of who wrote it.', ({ note }) => note.author.name),
    boolean('pinned', 'Whether it was pinned.', ({ note }) => note.pinned),
    boolean('edited', 'Whether it was changed after it was written.', ({ note }) => note.edited),
    boolean('deleted', 'Whether it was deleted at the vendor.', ({ note }) => note.deleted),
    requiredText('files', 'JSON: the files that are attached, what is known of each.', ({ note }) =>
      JSON.stringify(note.files),
    ),
    text('raw', "The vendor's row, where config says to keep it.", (row) => row.raw),
    requiredWholeNumber('row_hash', 'As in statistics.', (row) => row.hash),
  ],
};

/** What was asked about when. */
export const noteReadTable: WritableTable<NoteReadRow> = {
  name: 'note_reads',
  comment: 'Which calls were asked about their notes; one row a call.',
  columns: [
    requiredText('source', 'As in calls.', (_row, { source }) => source),
    requiredText('call_id', 'calls.id.', (row) => row.callId),
    requiredInstant('started_at', 'Start of the call as of then.', (row) => row.startedAt),
    wholeNumber('note_count', 'calls.note_count as of then.', (row) => row.noteCount),
    requiredWholeNumber('notes', 'How many notes the vendor told.', (row) => row.rows.length),
    requiredInstant('read_at', 'When the reading was planned.', (row) => row.readAt),
    text('basis', 'As in coverage.', (row) => row.basis),
  ],
};
