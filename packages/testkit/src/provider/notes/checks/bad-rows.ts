import { replayRejected } from '@cdr/engine';
import { listNotes, listRejected } from '../../../store/store-content.ts';
import { type Check, checkGroup } from '../../check.ts';
import { demand } from '../../conformance-error.ts';
import { expectBadRows, misplacing } from '../../misplaced-rows.ts';
import type { AnswerShape } from '../../provider-subject.ts';
import { hourMs } from '../../stage.ts';
import type { NotesLab } from '../notes-lab.ts';
import { withNotesHeard } from '../with-notes-heard.ts';

/** A bad row is kept as it came, and costs nobody else anything. */
export function badRowChecks(lab: NotesLab): Check[] {
  const { answers } = lab;
  return checkGroup('bad rows', {
    'brings rejected rows back once the mapping takes them': () => expectReplay(lab),
    ...(answers === null
      ? {}
      : {
          'keeps bad rows word for word, and their neighbours as notes': () =>
            expectNeighbours(lab, answers),
        }),
  });
}

async function expectNeighbours(lab: NotesLab, shape: AnswerShape): Promise<void> {
  const stage = lab.ordinaryStage(71);
  const spoilt = misplacing(shape);
  let isSpoiling = false;
  const trial = lab.openTrial({
    ...stage,
    config: { lookback: 'P3D' },
    // Calls are read before notes, and are none of this check's.
    provider: withNotesHeard(lab.provider, () => {
      isSpoiling = true;
    }),
    faults: (index, request) => (isSpoiling ? spoilt(index, request) : null),
  });
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
  await expectBadRows(trial.store);

  const healed = lab.openTrial({ ...stage, config: { lookback: 'P3D' }, store: trial.store });
  healed.clock.advance(hourMs);
  await lab.expectComplete(healed, { ...stage, run: await healed.sync(stage.asked) });
  const rejected = await listRejected(healed.store);
  demand(rejected.length === 0, `${rejected.length} rows are still rejected`);
}

async function expectReplay(lab: NotesLab): Promise<void> {
  const stage = lab.ordinaryStage(73);
  const provider = {
    ...lab.provider,
    createNoteMapper: () => () => ({ ok: false, reason: 'not understood yet' }) as const,
  };
  const before = lab.openTrial({ ...stage, provider });
  await before.sync(stage.asked);
  demand((await listRejected(before.store)).length > 0, 'nothing was rejected');
  demand((await listNotes(before.store)).length === 0, 'a rejected row is stored as a note');

  const trial = lab.openTrial({ ...stage, store: before.store });
  const report = await replayRejected(trial.store, [trial.source]);
  demand(report.stillRejected === 0, `still rejected: ${JSON.stringify(report.reasons)}`);
  const run = await trial.sync(stage.asked);
  await lab.expectComplete(trial, { ...stage, run });
}
