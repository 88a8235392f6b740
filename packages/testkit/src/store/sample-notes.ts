import { hash } from 'node:crypto';
import type { CallNotes, NoteFields, NoteRow, NotesReading } from '@cdr/core';
import { minute } from './sample-readings.ts';

const blank: NoteFields = {
  text: null,
  createdAt: null,
  author: { id: null, name: null },
  pinned: null,
  edited: null,
  deleted: null,
  files: [],
};

/** A note as it is committed, with the fingerprint of its content. */
export function toNoteRow(id: string, note: NoteFields, raw: string | null = null): NoteRow {
  const digest = hash('sha256', JSON.stringify([note, raw]));
  return { id, note, raw, hash: Number.parseInt(digest.slice(0, 13), 16) };
}

/** A note of which little is known. */
export function sampleNote(id: string, known: Partial<NoteFields> = {}): NoteRow {
  return toNoteRow(id, { ...blank, ...known }, JSON.stringify({ id, text: known.text }));
}

/** All notes of a call that started at `minute`, as many as the call says. */
export function sampleCallNotes(
  callId: string,
  atMinute: number,
  rows: readonly NoteRow[],
  rest: Partial<CallNotes> = {},
): CallNotes {
  const startedAt = minute(atMinute);
  return { callId, startedAt, noteCount: rows.length, rows, rejected: [], ...rest };
}

/** A reading of notes, of source `alpha` unless said otherwise. */
export function notesReading(
  calls: readonly CallNotes[],
  rest: Partial<NotesReading> = {},
): NotesReading {
  const owner = { source: 'alpha', stream: 'notes', provider: 'sample' };
  return { ...owner, readAt: minute(1000), calls, ...rest };
}
