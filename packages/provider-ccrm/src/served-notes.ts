import { type CallSource, type EpochMs, type NoteSource, toEpochMs, type Zone } from '@cdr/core';
import { type EventRow, fromCall } from './from-call.ts';
import type { WritingForms } from './write-event.ts';
import { type NoteForms, writeNote } from './write-note.ts';

/** The notes that the vendor has, and how it tells them. */
export interface NotesShelf {
  calls: CallSource;
  notes: NoteSource;
  /** The zone of their times. */
  zone: Zone;
  forms: NoteForms & WritingForms;
}

/** Far more than there are; a reading without an end is planned first. */
const mostOfOneId = 1000;

interface FoundCall {
  id: string;
  source: string;
  event: EventRow;
}

/** The notes to the event of that uuid, as JSON, as far as they are written by `now`. */
export async function findNotes(shelf: NotesShelf, uuid: string, now: EpochMs): Promise<string[]> {
  const { notes, zone, forms } = shelf;
  const call = await findCall(shelf, uuid, now);
  if (call === null) return [];
  const texts: string[] = [];
  const filter = { source: [call.source], callId: [call.id] };
  for await (const batch of notes.readNotes({ filter })) {
    for (const note of batch) {
      if (note.createdAt !== null && toEpochMs(note.createdAt) > now) continue;
      texts.push(writeNote(note, call.event, { ...forms, zone }));
    }
  }
  return texts;
}

/** An id of one call may be another one's id at its vendor, by which that one is told. */
async function findCall(
  { calls, zone }: NotesShelf,
  uuid: string,
  now: EpochMs,
): Promise<FoundCall | null> {
  const filter = { id: [uuid], to: now + 1 };
  for await (const batch of calls.read({ filter, limit: mostOfOneId })) {
    for (const call of batch) {
      const event = fromCall(call, zone);
      if (event.uuid === uuid) return { id: call.id, source: call.source, event };
    }
  }
  return null;
}
