import type { Provider } from '@cdr/core';
import { replayRejected } from '@cdr/engine';
import { listRejected } from '../../../store/store-content.ts';
import { type Check, checkGroup } from '../../check.ts';
import { demand } from '../../conformance-error.ts';
import { expectBadRows, misplacing } from '../../misplaced-rows.ts';
import type { AnswerShape } from '../../provider-subject.ts';
import { hourMs } from '../../stage.ts';
import type { StatisticsLab } from '../statistics-lab.ts';
import { settledStatistics } from '../statistics-stage.ts';

/** A bad row is kept as it came, and costs nobody else anything. */
export function badRowChecks(lab: StatisticsLab): Check[] {
  const { answers } = lab;
  return checkGroup('bad rows', {
    'brings rejected rows back once the mapping takes them': () => expectReplay(lab),
    ...(answers === null
      ? {}
      : {
          'keeps bad rows word for word, and their neighbours as statistics': () =>
            expectNeighbours(lab, answers),
        }),
  });
}

async function expectNeighbours(lab: StatisticsLab, shape: AnswerShape): Promise<void> {
  const stage = settledStatistics(lab, 71);
  const spoilt = misplacing(shape);
  let isBroken = true;
  const trial = lab.openTrial({
    ...stage,
    faults: (index, request) => (isBroken ? spoilt(index, request) : null),
    config: { lookback: 'P3Y' },
  });
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
  await expectBadRows(trial.store);

  isBroken = false;
  trial.clock.advance(hourMs);
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
  const rejected = await listRejected(trial.store);
  demand(rejected.length === 0, `${rejected.length} rows are still rejected`);
}

async function expectReplay(lab: StatisticsLab): Promise<void> {
  const stage = lab.ordinaryStage(73);
  const before = lab.openTrial({ ...stage, provider: understandingNothing(lab.provider) });
  await before.sync(stage.asked);
  demand((await listRejected(before.store)).length > 0, 'nothing was rejected');

  const trial = lab.openTrial({ ...stage, store: before.store });
  const report = await replayRejected(trial.store, [trial.source]);
  demand(report.stillRejected === 0, `still rejected: ${JSON.stringify(report.reasons)}`);
  await lab.expectTruth(trial, stage);
}

/** The provider before its author understood the first statistic. */
function understandingNothing(provider: Provider): Provider {
  return {
    ...provider,
    createStatisticsMapper: (options, settings, stream) => ({
      parameters: {},
      ...provider.createStatisticsMapper?.(options, settings, stream),
      map: () => [{ ok: false, reason: 'not understood yet' }],
    }),
  };
}
