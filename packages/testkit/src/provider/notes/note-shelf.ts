import { type Call, type Note, type NoteSource, toInstant } from '@cdr/core';
import { minuteMs } from '../stage.ts';

/** The notes of a vendor, open to change. */
export interface NoteShelf extends NoteSource {
  /** The notes to a call, by its id. */
  of(callId: string): readonly Note[];
  /** Puts notes in the place of those to a call. The call itself says how many it has: change it as well. */
  put(callId: string, notes: readonly Note[]): void;
}

/** As many notes as each of the calls says that it has. */
export function createNoteShelf(calls: readonly Call[]): NoteShelf {
  const shelf = new Map(calls.map((call) => [call.id, createNotes(call)]));
  return {
    of: (callId) => shelf.get(callId) ?? [],
    put: (callId, notes) => shelf.set(callId, [...notes]),
    async *readNotes({ filter = {} } = {}) {
      for (const [callId, notes] of shelf) {
        if (filter.callId?.includes(callId) ?? true) yield notes;
      }
    },
  };
}

/** Notes whose texts name call and place, some minutes behind the call's end. */
export function createNotes(call: Call, count = call.noteCount ?? 0): Note[] {
  const end = Date.parse(call.endedAt ?? call.startedAt);
  return Array.from({ length: count }, (_, index) => ({
    id: `${call.source}:${call.vendorId}-n${index + 1}`,
    source: call.source,
    callId: call.id,
    text: `Zażółć "${index + 1}",\nto ${call.vendorId}\\`,
    createdAt: toInstant(Math.floor(end / minuteMs) * minuteMs + (index + 1) * minuteMs),
    author: { id: `u${index % 2}`, name: 'Jan Kowalski' },
    pinned: index % 2 === 0,
    edited: index % 3 === 0,
    deleted: index % 5 === 3,
    files: [],
  }));
}
