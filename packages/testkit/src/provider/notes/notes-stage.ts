import type { Call } from '@cdr/core';
import { createUniverse } from '../../universe/create-universe.ts';
import { smallUniverse } from '../bound.ts';
import { dayMs, hourMs, minuteMs, ordinaryNow, type Stage } from '../stage.ts';
import { createNoteShelf, type NoteShelf } from './note-shelf.ts';

/** A stage whose calls have notes. */
export interface NotesStage extends Stage {
  notes: NoteShelf;
}

/** Of the calls of a stage, in turn. */
const noteCounts = [2, 0, 1, null, 3, 1];

/** A few calls of the last day, most of them with notes: young enough to be asked about again. */
export function notesStage(seed: number): NotesStage {
  return stageOf({ count: 12, agoMs: 3 * hourMs, seed });
}

/** More calls with notes than are stored at once, so old that none is asked about again. */
export function manyNotes(seed: number): NotesStage {
  return stageOf({ count: 80, agoMs: 40 * dayMs, seed });
}

function stageOf({
  count,
  agoMs,
  seed,
}: {
  count: number;
  agoMs: number;
  seed: number;
}): NotesStage {
  const to = Math.floor((ordinaryNow - agoMs) / hourMs) * hourMs;
  const asked = { from: to - 20 * hourMs, to };
  const window = { from: asked.from + minuteMs, to: to - hourMs };
  const calls = createUniverse({ window, count, seed }).map(
    (call, index): Call => ({ ...call, noteCount: noteCounts[index % noteCounts.length] ?? null }),
  );
  // Each call with notes is asked about on its own, and a page holds one note at least.
  const told = calls.reduce((sum, { noteCount }) => sum + (noteCount ?? 0), 0);
  const bound = { requests: smallUniverse.requests + told };
  return { now: ordinaryNow, asked, calls, notes: createNoteShelf(calls), bound };
}
