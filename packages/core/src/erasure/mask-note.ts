import type { NoteFields } from '../note/note.ts';
import type { ErasedNumbers } from './erased-numbers.ts';

/** A note with the vendor's words for it. */
export interface NoteWithRaw {
  note: NoteFields;
  raw: string | null;
}

/**
 * Takes everything that was written out of a note that names the number of somebody who was erased.
 * Gives the note itself, not a copy, when it doesn't.
 */
export function maskNote<Row extends NoteWithRaw>(row: Row, { isIn }: ErasedNumbers): Row {
  const { text, author, files } = row.note;
  const texts = [text, author.id, author.name, row.raw];
  const ofFiles = files.flatMap(({ id, name, description }) => [id, name, description]);
  if (![...texts, ...ofFiles].some(isIn)) return row;
  const note = { ...row.note, text: null, author: { id: null, name: null }, files: [] };
  return { ...row, note, raw: null };
}
