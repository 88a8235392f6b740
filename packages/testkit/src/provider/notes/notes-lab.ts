import { type CallStream, type NotesStream, zoneOf } from '@cdr/core';
import { listAll, listNotes } from '../../store/store-content.ts';
import { ConformanceError, demand } from '../conformance-error.ts';
import type { ProviderSubject } from '../provider-subject.ts';
import type { Stage } from '../stage.ts';
import { answersOf, createTrialStand, expectCovered, type StreamLab } from '../stream-lab.ts';
import type { Trial } from '../trial.ts';
import { createNoteShelf, type NoteShelf } from './note-shelf.ts';
import { type NotesStage, notesStage } from './notes-stage.ts';
import { expectTrueNotes } from './told-notes.ts';

/** What is true. */
type Truth = Pick<Stage, 'calls' | 'notes'>;

/** Where the checks of a stream of notes are made, together with the calls that they belong to. */
export interface NotesLab extends StreamLab<NotesStream> {
  ordinaryStage(seed: number): NotesStage;
}

/** Sets up for a subject, its provider's stream of notes, and the calls that these belong to. */
export function createNotesLab<Options extends object>(
  subject: ProviderSubject<Options>,
  stream: NotesStream,
  calls: CallStream,
): NotesLab {
  const { provider } = subject;

  async function expectTrue(trial: Trial, stage: Truth) {
    const shelf = shelfOf(stage);
    const storedNotes = await listNotes(trial.store);
    const storedCalls = await listAll(trial.store);
    return expectTrueNotes({ calls: stage.calls, shelf, storedCalls, storedNotes });
  }

  return {
    ...createTrialStand(subject, { stream, before: [calls] }),
    provider,
    stream,
    zone: zoneOf(provider.manifest.timeZone),
    answers: answersOf(subject, stream),
    ordinaryStage: notesStage,
    async expectTruth(trial, stage) {
      await expectTrue(trial, stage);
    },
    async expectComplete(trial, outcome) {
      await expectCovered(trial, outcome);
      const read = await expectTrue(trial, outcome);
      const shelf = shelfOf(outcome);
      for (const { id, vendorId } of outcome.calls) {
        demand(read.has(id) || shelf.of(id).length === 0, `missing: the notes to call ${vendorId}`);
      }
    },
    async readOnce(trial, { calls: [call], now }, signal) {
      const source = await trial.ready();
      if (call === undefined || call.vendorId === null) {
        throw new ConformanceError('the stage has no call');
      }
      const asked = { id: call.id, vendorId: call.vendorId, startedAt: now };
      await source.connect(() => {}).readNotes?.({ stream: stream.id, call: asked, signal });
    },
  };
}

function shelfOf({ notes, calls }: Truth): NoteShelf {
  return notes ?? createNoteShelf(calls);
}
