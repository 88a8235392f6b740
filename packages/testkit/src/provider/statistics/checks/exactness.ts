import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { listStatistics } from '../../../store/store-content.ts';
import { type Check, checkGroup } from '../../check.ts';
import { demand } from '../../conformance-error.ts';
import { expectExact, expectNoneRejected } from '../../drills.ts';
import { inAnyOrder } from '../../in-any-order.ts';
import { dayMs, hourMs } from '../../stage.ts';
import { callsWithin, type Trial, type TrialRun } from '../../trial.ts';
import { withDuckDb } from '../../with-duckdb.ts';
import type { StatisticsLab } from '../statistics-lab.ts';
import { settledStatistics, stageAround } from '../statistics-stage.ts';

const propertyRuns = 8;

/** The store holds the sums of the asked range, each call counted once, however that was read. */
export function exactnessChecks(lab: StatisticsLab): Check[] {
  const newYear = lab.zone.firstAt(Date.UTC(2025, 0));
  return checkGroup('exactness', {
    'sums up a range exactly': async () => {
      const stage = lab.ordinaryStage(1);
      const trial = lab.openTrial(stage);
      const run = await trial.sync(stage.asked);
      await lab.expectComplete(trial, { ...stage, run });
      demand(callsWithin(stage.calls, [stage.asked]).length > 0, 'the stage has no calls');
      demand(run.report.rows.inserted > 0, 'no statistic is told as inserted');
      expectNoneRejected(run);
    },

    'sums up the same in two runs, split anywhere, as in one': async () => {
      const stage = lab.ordinaryStage(2);
      const { from, to } = stage.asked;
      const edges = [...lab.calendar.within(stage.asked)].map((own) => own.from);
      const splits = fc.oneof(fc.integer({ min: from, max: to }), fc.constantFrom(...edges));
      const property = fc.asyncProperty(splits, async (split) => {
        const trial = lab.openTrial(stage);
        await trial.sync({ from: split, to });
        const run = await trial.sync({ from: Math.min(from, split), to: split });
        await lab.expectComplete(trial, { ...stage, run });
      });
      const parameters = { numRuns: propertyRuns, seed: 1, includeErrorInReport: true };
      await fc.assert(property, parameters);
    },

    'sums up the same whatever the concurrency and the order of completion': async () => {
      const stage = lab.ordinaryStage(3);
      for (const concurrency of [1, 2, 4]) {
        await expectExact(lab, stage, {
          config: { concurrency },
          through: (vendorApi) => inAnyOrder(vendorApi, concurrency),
        });
      }
    },

    'writes nothing when the same range is read again': async () => {
      const stage = lab.ordinaryStage(4);
      const trial = lab.openTrial(stage);
      await trial.sync(stage.asked);
      for (const waitMs of [hourMs, 7 * hourMs]) {
        trial.clock.advance(waitMs);
        const run = await trial.sync(stage.asked);
        expectNothingWritten(run);
        await lab.expectComplete(trial, { ...stage, run });
      }
    },

    'asks nothing about what is sealed and older than the lookback': async () => {
      const stage = settledStatistics(lab, 5);
      const trial = lab.openTrial(stage);
      await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
      trial.clock.advance(hourMs);
      const run = await trial.sync(stage.asked);
      demand(run.requests === 0, `${run.requests} requests were sent`);
      await lab.expectComplete(trial, { ...stage, run });
    },

    'says nothing of single calls': async () => {
      const stage = lab.ordinaryStage(6);
      const trial = lab.openTrial(stage);
      await trial.sync(stage.asked);
      await expectNoCalls(lab, trial);
    },

    'stores in a DuckDB file what it stores in memory': async () => {
      const stage = lab.ordinaryStage(7);
      const inMemory = lab.openTrial(stage);
      await inMemory.sync(stage.asked);
      await withDuckDb(async (store) => {
        const trial = lab.openTrial({ ...stage, store });
        await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
        const [own, other] = [await listStatistics(store), await listStatistics(inMemory.store)];
        demand(isDeepStrictEqual(own, other), 'the statistics in the file are others');
        trial.clock.advance(hourMs);
        expectNothingWritten(await trial.sync(stage.asked));
      });
    },

    ...Object.fromEntries(
      lab.readings.map((reading) => [
        `is exact when ${reading.name}`,
        async () => {
          const stage = lab.ordinaryStage(8);
          const trial = lab.openTrial({ ...stage, reading });
          for (const waitMs of [0, 2 * hourMs, dayMs]) {
            trial.clock.advance(waitMs);
            await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
          }
          await expectExact(lab, stageAround(lab, newYear), { reading });
        },
      ]),
    ),
  });
}

async function expectNoCalls({ stream }: StatisticsLab, { store }: Trial): Promise<void> {
  const calls = await store.count();
  demand(calls === 0, `${calls} calls are stored that nobody was asked for`);
  const foreign = (await store.coverage()).find((entry) => entry.stream !== stream.id);
  demand(foreign === undefined, `a range of "${foreign?.stream}" is told as covered`);
}

function expectNothingWritten({ report }: TrialRun): void {
  const { inserted, updated, removed } = report.rows;
  demand(
    inserted + updated + removed === 0,
    `reading again inserted ${inserted}, updated ${updated} and removed ${removed}`,
  );
}
