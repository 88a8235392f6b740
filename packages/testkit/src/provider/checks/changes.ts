import { type Call, durationToMs, toInstant } from '@cdr/core';
import { type Check, checkGroup } from '../check.ts';
import { demand } from '../conformance-error.ts';
import { editAnswer } from '../edit-answer.ts';
import type { Lab } from '../lab.ts';
import type { AnswerShape } from '../provider-subject.ts';
import { hourMs, minuteMs, ordinaryStage, type Stage } from '../stage.ts';
import type { Trial } from '../trial.ts';

/** What changes at the vendor within the lookback, changes in the store with the next sync. */
export function changeChecks(lab: Lab): Check[] {
  const { identity, finality } = lab.stream;
  const revisitMs = durationToMs(finality.revisit);
  if (revisitMs < 5 * hourMs) return [];
  return [
    ...checkGroup('changes', {
      'takes up records that the vendor tells late': async () => {
        const stage = ordinaryStage(lab, 51);
        const late = recentCalls(stage);
        const trial = lab.openTrial({ ...stage, calls: without(stage.calls, late) });
        await trial.sync(stage.asked);
        for (const call of late) trial.calls.insert(call);
        const rows = await syncAgain(lab, trial, stage);
        demand(
          rows.inserted === late.length && rows.updated + rows.removed === 0,
          `${late.length} late records came, ${rows.inserted} were inserted, ${rows.updated} updated, ${rows.removed} removed`,
        );
      },

      'updates records that changed': async () => {
        const stage = ordinaryStage(lab, 52);
        const [call] = recentCalls(stage).filter(({ disposition }) => disposition === 'answered');
        demand(call !== undefined, 'the stage has no recent call');
        const changed = prolonged(call);
        const trial = lab.openTrial(stage);
        await trial.sync(stage.asked);
        trial.calls.replace(changed);
        const calls = [...without(stage.calls, [call]), changed];
        const { inserted, updated, removed } = await syncAgain(lab, trial, { ...stage, calls });
        demand(
          updated === 1 && inserted + removed === 0,
          `one record changed, ${updated} were updated, ${inserted} inserted, ${removed} removed`,
        );
      },
    }),
    ...(identity === 'content' && finality.mutable ? removalChecks(lab) : keepingChecks(lab)),
  ];
}

/** Without ids, a record that is gone can't be told from one that changed: it goes, once that is sure. */
function removalChecks(lab: Lab): Check[] {
  const { answers } = lab;
  return checkGroup('changes', {
    'removes records that are gone, once the vendor has said so twice': async () => {
      const stage = ordinaryStage(lab, 53);
      const [gone] = recentCalls(stage);
      demand(gone !== undefined, 'the stage has no recent call');
      const trial = lab.openTrial(stage);
      await trial.sync(stage.asked);
      trial.calls.remove(gone.id);
      trial.clock.advance(hourMs);
      const run = await trial.sync(stage.asked);
      const calls = without(stage.calls, [gone]);
      await lab.expectComplete(trial, { ...stage, calls, run });
      demand(run.report.rows.removed === 1, `${run.report.rows.removed} records were removed`);
      demand(run.report.slices.reread > 0, 'the record went without being asked about again');
    },
    ...(answers === null
      ? {}
      : {
          'keeps records that a single answer lacks': () => expectOmissionOverlooked(lab, answers),
        }),
  });
}

function keepingChecks(lab: Lab): Check[] {
  return checkGroup('changes', {
    'keeps records that the vendor no longer tells': async () => {
      const stage = ordinaryStage(lab, 54);
      const [gone] = recentCalls(stage);
      demand(gone !== undefined, 'the stage has no recent call');
      const trial = lab.openTrial(stage);
      await trial.sync(stage.asked);
      trial.calls.remove(gone.id);
      const { inserted, updated, removed } = await syncAgain(lab, trial, stage);
      demand(inserted + updated + removed === 0, 'a record that is gone at the vendor went here');
    },
  });
}

/** A record is missing in the first answer that would tell it. */
async function expectOmissionOverlooked(lab: Lab, shape: AnswerShape): Promise<void> {
  const stage = ordinaryStage(lab, 55);
  const toOmit = new Set<string>();
  const trial = lab.openTrial({
    ...stage,
    faults: () => ({
      kind: 'edit',
      edit: (body) =>
        editAnswer(body, shape, ({ texts, total }) => ({
          texts: texts.filter((text) => !toOmit.delete(text)),
          total,
        })),
    }),
  });
  await trial.sync(stage.asked);
  for await (const calls of trial.store.read({ raw: true })) {
    const last = calls.at(-1);
    if (last !== undefined) toOmit.add(JSON.stringify(last.raw));
  }
  const { removed } = await syncAgain(lab, trial, stage);
  demand(toOmit.size === 0, 'no answer told the newest record');
  demand(removed === 0, 'a record went that only one answer lacked');
}

async function syncAgain(lab: Lab, trial: Trial, stage: Stage) {
  trial.clock.advance(hourMs);
  const run = await trial.sync(stage.asked);
  await lab.expectComplete(trial, { ...stage, run });
  return run.report.rows;
}

/** Calls of the range's last hours that were over before the first sync. */
function recentCalls({ now, asked, calls }: Stage): Call[] {
  const recent = calls.filter(({ startedAt }) => {
    const start = Date.parse(startedAt);
    return start > Math.max(now - 14 * hourMs, asked.from) && start < asked.to - minuteMs;
  });
  demand(recent.length > 1, 'the stage has no recent calls');
  return recent;
}

function without(calls: readonly Call[], removed: readonly Call[]): Call[] {
  return calls.filter((call) => !removed.includes(call));
}

/** The call, a minute longer than the vendor said at first. */
function prolonged(call: Call): Call {
  const moreMs = minuteMs;
  return {
    ...call,
    endedAt: call.endedAt === null ? null : toInstant(Date.parse(call.endedAt) + moreMs),
    durationMs: (call.durationMs ?? 0) + moreMs,
    talkMs: (call.talkMs ?? 0) + moreMs,
    billedMs: (call.billedMs ?? 0) + moreMs,
  };
}
