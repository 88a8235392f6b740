import type { Call } from '@cdr/core';
import { listNotes } from '../../../store/store-content.ts';
import { type Check, checkGroup } from '../../check.ts';
import { demand } from '../../conformance-error.ts';
import { hourMs } from '../../stage.ts';
import type { Trial } from '../../trial.ts';
import { createNotes } from '../note-shelf.ts';
import type { NotesLab } from '../notes-lab.ts';
import type { NotesStage } from '../notes-stage.ts';

/** The notes of a call are replaced as a whole whenever they are read. */
export function changeChecks(lab: NotesLab): Check[] {
  return checkGroup('changes', {
    'takes up notes that come late, change or go': async () => {
      const stage = lab.ordinaryStage(51);
      const trial = openYoung(lab, stage);
      await trial.sync(stage.asked);
      const [changed, shrunk, emptied, late] = differentCalls(stage);
      const edited = createNotes(changed).map((own) => ({
        ...own,
        text: `${own.text}!`,
        edited: true,
      }));
      stage.notes.put(changed.id, edited);
      putCount(trial, stage, shrunk, 1);
      putCount(trial, stage, emptied, 0);
      putCount(trial, stage, late, 2);
      trial.clock.advance(hourMs);
      const run = await trial.sync(stage.asked);
      await lab.expectComplete(trial, { ...stage, run });
    },

    'gives a note the same id whatever else there is': async () => {
      const stage = lab.ordinaryStage(52);
      const trial = openYoung(lab, stage);
      await trial.sync(stage.asked);
      const before = await idsOf(trial);
      for (const { id } of stage.calls) {
        const notes = stage.notes.of(id);
        // Those behind the first one, the other way round.
        stage.notes.put(id, notes.slice(notes.length > 1 ? 1 : 0).toReversed());
      }
      for (const call of stage.calls) {
        trial.calls.replace({
          ...call,
          noteCount: call.noteCount && stage.notes.of(call.id).length,
        });
      }
      trial.clock.advance(hourMs);
      await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
      for (const [text, id] of await idsOf(trial)) {
        demand(
          before.get(text) === id,
          `a note of the id ${before.get(text)} has the id ${id} by now`,
        );
      }
    },
  });
}

function openYoung(lab: NotesLab, stage: NotesStage): Trial {
  return lab.openTrial({ ...stage, config: { lookback: 'P3D' } });
}

/** A call with notes, two with several, and one without. */
function differentCalls({ calls }: NotesStage): [Call, Call, Call, Call] {
  const [some] = calls.filter(({ noteCount }) => noteCount === 1);
  const [several, more] = calls.filter(({ noteCount }) => (noteCount ?? 0) > 1);
  const none = calls.find(({ noteCount }) => noteCount === 0);
  demand(
    some !== undefined && several !== undefined && more !== undefined && none !== undefined,
    'the stage has too few calls with notes',
  );
  return [some, several, more, none];
}

/** Lets a call have another number of notes, of the same ones as far as they go. */
function putCount(trial: Trial, { notes }: NotesStage, call: Call, noteCount: number): void {
  notes.put(call.id, createNotes(call, noteCount));
  trial.calls.replace({ ...call, noteCount });
}

async function idsOf({ store }: Trial): Promise<Map<string | null, string>> {
  return new Map((await listNotes(store)).map(({ text, id }) => [text, id]));
}
