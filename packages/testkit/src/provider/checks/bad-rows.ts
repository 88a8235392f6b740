import type { RowMapper } from '@cdr/core';
import { replayRejected } from '@cdr/engine';
import type { FaultPlan } from '../../faults/fault.ts';
import { badRowTexts } from '../bad-row-texts.ts';
import { type Check, checkGroup } from '../check.ts';
import { ConformanceError, demand } from '../conformance-error.ts';
import { editAnswer } from '../edit-answer.ts';
import type { Lab } from '../lab.ts';
import type { AnswerShape } from '../provider-subject.ts';
import { hourMs, ordinaryStage, settledStage } from '../stage.ts';
import type { Trial } from '../trial.ts';
import type { ToldCall } from '../truth.ts';
import { withMapper } from '../with-mapper.ts';

/** A bad row is kept as it came, and costs nobody else anything. */
export function badRowChecks(lab: Lab): Check[] {
  return [
    ...checkGroup('bad rows', {
      'brings rejected rows back once the mapping takes them': () => expectReplay(lab),
    }),
    ...(lab.answers === null ? [] : answerChecks(lab, lab.answers)),
  ];
}

function answerChecks(lab: Lab, shape: AnswerShape): Check[] {
  return checkGroup('bad rows', {
    'keeps bad rows word for word, and their neighbours as calls': async () => {
      const stage = ordinaryStage(lab, 71);
      const told = await lab.tell(stage.calls);
      const isVictim = everyFourth(told);
      const mapper = lab.openTrial(stage).source.mapper;
      const trial = lab.openTrial({ ...stage, faults: spoiling(shape, mapper, isVictim) });
      const run = await trial.sync(stage.asked);
      const spared = stage.calls.filter((_, index) => !isVictim(told[index]?.key ?? ''));
      await lab.expectComplete(trial, { ...stage, calls: spared, run });

      const rejected = await rejectedOf(trial);
      demand(run.report.rows.rejected > 0, 'no bad row was counted as rejected');
      for (const { raw, reason } of rejected) {
        demand(badRowTexts.includes(raw), `a bad row is kept as ${raw}`);
        demand(reason !== '', 'a bad row is kept without a reason');
      }
      const missing = badRowTexts.filter((row) => !rejected.some(({ raw }) => raw === row));
      demand(missing.length === 0, `the bad row ${missing[0]} is not kept`);
    },

    'forgets rejected rows once the vendor tells better ones': async () => {
      const stage = settledStage(lab);
      const isVictim = everyFourth(await lab.tell(stage.calls));
      const mapper = lab.openTrial(stage).source.mapper;
      let isBroken = true;
      const spoilt = spoiling(shape, mapper, isVictim);
      const trial = lab.openTrial({
        ...stage,
        faults: (index, request) => (isBroken ? spoilt(index, request) : null),
        config: { lookback: 'P30D' },
      });
      await trial.sync(stage.asked);
      isBroken = false;
      trial.clock.advance(hourMs);
      await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
      const rejected = await rejectedOf(trial);
      demand(rejected.length === 0, `${rejected.length} rows are still rejected`);
    },
  });
}

async function expectReplay(lab: Lab): Promise<void> {
  const stage = ordinaryStage(lab, 73);
  const isVictim = everyFourth(await lab.tell(stage.calls));
  const narrow = withMapper(lab.provider, (mapper) => (row, text) => {
    const mapped = mapper(row, text);
    return mapped.ok && isVictim(mapped.key) ? { ok: false, reason: 'not understood yet' } : mapped;
  });
  const before = lab.openTrial({ ...stage, provider: narrow });
  await before.sync(stage.asked);
  demand((await rejectedOf(before)).length > 0, 'nothing was rejected');

  const trial = lab.openTrial({ ...stage, store: before.store });
  const report = await replayRejected(trial.store, [trial.source]);
  demand(report.stillRejected === 0, `still rejected: ${JSON.stringify(report.reasons)}`);
  demand((await rejectedOf(trial)).length === 0, 'rows that are calls by now are still rejected');
  await lab.expectTruth(trial, stage);
  trial.clock.advance(hourMs);
  const run = await trial.sync(stage.asked);
  const { inserted, updated, removed } = run.report.rows;
  demand(
    inserted + updated + removed === 0,
    `the next sync inserted ${inserted} records, updated ${updated} and removed ${removed}`,
  );
  await lab.expectComplete(trial, { ...stage, run });
}

/** Some of the records, chosen by what tells them apart. */
function everyFourth(told: readonly ToldCall[]): (key: string) => boolean {
  const keys = [...new Set(told.map(({ key }) => key))].sort();
  const victims = new Set(keys.filter((_, index) => index % 4 === 1));
  return (key) => victims.has(key);
}

/** Puts bad rows in the place of the victims', the same one for the same victim. */
function spoiling(
  shape: AnswerShape,
  mapper: RowMapper,
  isVictim: (key: string) => boolean,
): FaultPlan {
  const chosen = new Map<string, string>();

  function spoil(text: string): string {
    const mapped = mapper(JSON.parse(text), text);
    if (!mapped.ok || !isVictim(mapped.key)) return text;
    const bad = chosen.get(mapped.key) ?? badRowTexts[chosen.size % badRowTexts.length];
    if (bad === undefined) throw new ConformanceError('there are no bad rows');
    chosen.set(mapped.key, bad);
    return bad;
  }

  return () => ({
    kind: 'edit',
    edit: (body) =>
      editAnswer(body, shape, ({ texts, total }) => ({ texts: texts.map(spoil), total })),
  });
}

async function rejectedOf({ store }: Trial): Promise<{ raw: string; reason: string }[]> {
  const rows: { raw: string; reason: string }[] = [];
  for await (const batch of store.rejected()) rows.push(...batch);
  return rows;
}
