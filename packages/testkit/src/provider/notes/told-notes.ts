import type { Call, Note } from '@cdr/core';
import { demand } from '../conformance-error.ts';
import { minuteMs } from '../stage.ts';
import type { NoteShelf } from './note-shelf.ts';

/** What is stored of calls and notes, and what the vendor has. */
export interface ToldNotes {
  /** The vendor's calls. */
  calls: readonly Call[];
  shelf: NoteShelf;
  storedCalls: readonly Call[];
  storedNotes: readonly Note[];
}

/**
 * Demands that the stored notes are those of their calls: of each call, all that the vendor has, or,
 * where a run may have ended before, none. Gives the ids of the vendor's calls whose notes are there.
 */
export function expectTrueNotes({
  calls,
  shelf,
  storedCalls,
  storedNotes,
}: ToldNotes): Set<string> {
  const callOf = new Map(calls.map((call) => [call.vendorId, call]));
  const vendorIds = new Map(storedCalls.map(({ id, vendorId }) => [id, vendorId]));
  const read = new Set<string>();
  for (const callId of new Set(storedNotes.map((own) => own.callId))) {
    const notes = storedNotes.filter((own) => own.callId === callId);
    const vendorId = vendorIds.get(callId);
    const call = callOf.get(vendorId ?? null);
    demand(call !== undefined, `a note to ${callId} is stored, which is no call of the vendor`);
    expectSameNotes(notes, shelf.of(call.id), `call ${vendorId}`);
    read.add(call.id);
  }
  return read;
}

function expectSameNotes(told: readonly Note[], truth: readonly Note[], whose: string): void {
  for (const note of truth) {
    const own = told.find(({ text }) => text === note.text);
    demand(own !== undefined, `missing: the note ${JSON.stringify(note.text)} to ${whose}`);
    demand(
      isSameMinute(own, note),
      `a note to ${whose} was written at ${own.createdAt}, not ${note.createdAt}`,
    );
  }
  const foreign = told.find((own) => !truth.some(({ text }) => text === own.text));
  demand(foreign === undefined, `the note ${JSON.stringify(foreign?.text)} is no note to ${whose}`);
  demand(
    told.length === truth.length,
    `${told.length} notes to ${whose} are stored, not ${truth.length}`,
  );
}

/** Vendors tell seconds or minutes, or nothing. */
function isSameMinute(told: Note, note: Note): boolean {
  if (told.createdAt === null || note.createdAt === null) return told.createdAt === null;
  const passed = Date.parse(note.createdAt) - Date.parse(told.createdAt);
  return passed >= 0 && passed < minuteMs;
}
