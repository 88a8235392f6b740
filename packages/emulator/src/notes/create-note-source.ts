import type { CallFilter, CallSource, Note, NoteFilter, NoteSource } from '@cdr/core';
import { createNotes } from './create-notes.ts';

/** Notes to somebody's calls, as many as each call says that it has; made when they are read. */
export function createNoteSource(calls: CallSource): NoteSource {
  return {
    async *readNotes({ filter = {} } = {}) {
      for await (const batch of calls.read({ filter: callFilterOf(filter) })) {
        const notes: Note[] = batch
          .filter(({ id }) => filter.callId === undefined || filter.callId.includes(id))
          .flatMap(createNotes);
        if (notes.length > 0) yield notes;
      }
    },
  };
}

/** An id of a call may be another one's id at the vendor. */
function callFilterOf({ callId, ...filter }: NoteFilter): CallFilter {
  return callId === undefined ? filter : { ...filter, id: callId };
}
