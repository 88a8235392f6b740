import { type Note, type NoteFilter, noteSchema } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { readAll } from '../__fixtures__/reference.ts';
import { generateCalls } from '../generate/generate-calls.ts';
import { callsFromArray } from '../source/calls-from-array.ts';
import { createNoteSource } from './create-note-source.ts';

const from = Date.UTC(2025, 9, 20);
const calls = generateCalls({
  seed: 3,
  from,
  to: from + 5 * 86_400_000,
  timeZone: 'UTC',
  calls: 3000,
});

async function readNotes(filter?: NoteFilter, source = createNoteSource(calls)): Promise<Note[]> {
  const notes: Note[] = [];
  for await (const batch of source.readNotes(filter && { filter })) notes.push(...batch);
  return notes;
}

describe('notes to made-up calls', () => {
  it('are as many as the calls say, behind their ends, and in order', async () => {
    const all = await readAll(calls);
    const notes = await readNotes();
    expect(notes.length).toBe(all.reduce((sum, { noteCount }) => sum + (noteCount ?? 0), 0));
    expect(notes.length).toBeGreaterThan(100);
    expect(new Set(notes.map(({ id }) => id)).size).toBe(notes.length);
    const order = new Map(all.map(({ id }, index) => [id, index]));
    notes.forEach((note, index) => {
      expect(noteSchema.parse(note)).toEqual(note);
      const call = all[order.get(note.callId) ?? -1];
      expect(note.createdAt ?? '').toSatisfy((at: string) => at > (call?.endedAt ?? '~'));
      const before = notes[index - 1];
      if (before === undefined) return;
      const places = [order.get(before.callId) ?? -1, order.get(note.callId) ?? -1];
      expect(places[0]).toBeLessThanOrEqual(places[1] ?? -1);
      if (places[0] === places[1]) {
        expect((before.createdAt ?? '') <= (note.createdAt ?? '')).toBe(true);
      }
    });
  });

  it('are the same each time, whatever is asked for', async () => {
    const notes = await readNotes();
    const one = notes[50];
    const own = notes.filter(({ callId }) => callId === one?.callId);
    expect(await readNotes({ callId: [one?.callId ?? ''] })).toEqual(own);
    const middle = from + 2 * 86_400_000;
    expect([...(await readNotes({ to: middle })), ...(await readNotes({ from: middle }))]).toEqual(
      notes,
    );
    expect(await readNotes({ source: ['another'] })).toEqual([]);
    const copied = createNoteSource(callsFromArray(await readAll(calls)));
    expect(await readNotes(undefined, copied)).toEqual(notes);
  });

  it('belong to calls by their own ids, not by those of the vendor', async () => {
    const [call] = await readAll(calls, { filter: {}, limit: 1 });
    if (call === undefined) throw new Error('no call');
    const source = createNoteSource(callsFromArray([{ ...call, noteCount: 2 }]));
    expect(await readNotes({ callId: [call.id] }, source)).toHaveLength(2);
    expect(await readNotes({ callId: [call.vendorId ?? ''] }, source)).toEqual([]);
  });

  it('are varied', async () => {
    const notes = await readNotes();
    for (const key of ['pinned', 'edited', 'deleted'] as const) {
      expect(new Set(notes.map((note) => note[key]))).toEqual(new Set([true, false]));
    }
    expect(new Set(notes.map(({ files }) => files.length))).toEqual(new Set([0, 1]));
    expect(notes.some(({ text }) => text?.includes('\n'))).toBe(true);
  });
});
