import {
  type CallSource,
  formatWallTime,
  type Note,
  type NoteSource,
  toEpochMs,
  type Zone,
} from '@cdr/core';

const pageSize = 2;

/** Some of the notes to a call, by its vendor id, and which page comes next. */
export async function pageOfNotes(
  { calls, notes }: { calls: CallSource; notes: NoteSource | undefined },
  query: URLSearchParams,
  zone: Zone,
): Promise<{ notes: unknown[]; next: number | null }> {
  const own = await notesTo(query.get('call'), calls, notes);
  const page = Number(query.get('page') ?? 1);
  const told = own.slice((page - 1) * pageSize, page * pageSize).map((note) => ({
    id: note.id.slice(note.source.length + 1),
    text: note.text,
    written: formatWallTime(zone.toWall(toEpochMs(note.createdAt ?? '')))
      .slice(0, 19)
      .replace('T', ' '),
    by: note.author.name,
    pinned: note.pinned === true,
  }));
  return { notes: told, next: page * pageSize < own.length ? page + 1 : null };
}

async function notesTo(
  vendorId: string | null,
  calls: CallSource,
  notes: NoteSource | undefined,
): Promise<Note[]> {
  const found: Note[] = [];
  for await (const batch of calls.read()) {
    const call = batch.find((own) => own.vendorId === vendorId);
    if (call === undefined || notes === undefined) continue;
    for await (const own of notes.readNotes({ filter: { callId: [call.id] } })) found.push(...own);
  }
  return found;
}
