import type { Note } from './note.ts';
import type { NoteQuery } from './note-query.ts';

/** What vendor APIs read notes through. */
export interface NoteSource {
  /** The notes in batches; memory doesn't grow with their number. */
  readNotes(query?: NoteQuery): AsyncIterable<Note[]>;
}
