import fc from 'fast-check';
import { createUniverse } from '../../universe/create-universe.ts';
import { type Check, checkGroup } from '../check.ts';
import { expectSameCalls } from '../compare-calls.ts';
import { demand } from '../conformance-error.ts';
import { inAnyOrder } from '../in-any-order.ts';
import type { Lab } from '../lab.ts';
import { hourMs, minuteMs, ordinaryStage, type Stage, settledStage } from '../stage.ts';
import { callsWithin } from '../trial.ts';
import { withDuckDb } from '../with-duckdb.ts';

const propertyRuns = 12;

/** The store holds what the vendor has of the asked range, however that was read. */
export function exactnessChecks(lab: Lab): Check[] {
  return checkGroup('exactness', {
    'reads a range exactly': async () => {
      const stage = ordinaryStage(lab);
      const trial = lab.openTrial(stage);
      const run = await trial.sync(stage.asked);
      await lab.expectComplete(trial, { ...stage, run });
      const truth = (await lab.tell(stage.calls)).map(({ call }) => call);
      const wanted = callsWithin(truth, [stage.asked]).length;
      demand(wanted > 0, 'the vendor API tells none of the calls');
      demand(
        run.report.rows.inserted >= wanted,
        `only ${run.report.rows.inserted} of ${wanted} calls are told as inserted`,
      );
    },

    'reads any range exactly': async () => {
      const stage = ordinaryStage(lab, 2);
      const { from, to } = stage.asked;
      await forAny(fc.tuple(anyTime(stage.asked), anyTime(stage.asked)), async ([a, b]) => {
        const asked = { from: Math.min(a, b, to - 1), to: Math.max(a, b, from + 1) };
        const trial = lab.openTrial(stage);
        await lab.expectComplete(trial, { ...stage, asked, run: await trial.sync(asked) });
      });
    },

    'reads the same in two runs, split anywhere, as in one': async () => {
      const stage = ordinaryStage(lab, 3);
      const { from, to } = stage.asked;
      const whole = lab.openTrial(stage);
      await whole.sync(stage.asked);
      await forAny(anyTime(stage.asked), async (split) => {
        const trial = lab.openTrial(stage);
        await trial.sync({ from: split, to });
        const run = await trial.sync({ from, to: split });
        await lab.expectComplete(trial, { ...stage, run });
        expectSameCalls(await trial.stored(), await whole.stored(), lab.stream);
      });
    },

    'reads the same whatever the concurrency and the order of completion': async () => {
      const stage = ordinaryStage(lab, 4);
      for (const concurrency of [1, 2, 4]) {
        const trial = lab.openTrial({
          ...stage,
          config: { concurrency },
          through: (vendorApi) => inAnyOrder(vendorApi, concurrency),
        });
        await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
      }
    },

    'writes nothing when the same range is read again': async () => {
      const stage = ordinaryStage(lab, 5);
      const trial = lab.openTrial(stage);
      await trial.sync(stage.asked);
      for (const waitMs of [hourMs, 7 * hourMs]) {
        trial.clock.advance(waitMs);
        const run = await trial.sync(stage.asked);
        const { inserted, updated, removed } = run.report.rows;
        demand(
          inserted + updated + removed === 0,
          `reading again inserted ${inserted}, updated ${updated} and removed ${removed}`,
        );
        await lab.expectComplete(trial, { ...stage, run });
      }
    },

    'asks nothing about what is sealed and older than the lookback': async () => {
      const stage = settledStage(lab);
      const trial = lab.openTrial(stage);
      await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
      trial.clock.advance(hourMs);
      const run = await trial.sync(stage.asked);
      demand(run.requests === 0, `${run.requests} requests were sent`);
      demand(run.report.slices.planned === 0, 'a slice was planned');
      await lab.expectComplete(trial, { ...stage, run });
    },

    'stores in a DuckDB file what it stores in memory': async () => {
      const stage = ordinaryStage(lab, 7);
      const inMemory = lab.openTrial(stage);
      await inMemory.sync(stage.asked);
      await withDuckDb(async (store) => {
        const trial = lab.openTrial({ ...stage, store });
        await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
        expectSameCalls(await trial.stored(), await inMemory.stored(), lab.stream);
        trial.clock.advance(hourMs);
        const { inserted, updated, removed } = (await trial.sync(stage.asked)).report.rows;
        demand(inserted + updated + removed === 0, 'reading again changed the file');
      });
    },

    'reads the newest minutes once they are over': async () => {
      const stage = newestStage(lab);
      const trial = lab.openTrial(stage);
      for (const waitMs of [0, 7 * minuteMs, 3 * hourMs]) {
        trial.clock.advance(waitMs);
        await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
      }
    },
  });
}

/** The last hours and the next one, with calls that are over, or yet to come, whenever it is read. */
function newestStage(lab: Lab): Stage {
  const { now } = ordinaryStage(lab);
  const asked = { from: now - 3 * hourMs, to: now + hourMs };
  const at = [-180, -65, -40, 8, 50].map((minutes) => now + minutes * minuteMs);
  return { now, asked, calls: createUniverse({ window: asked, count: 0, at, seed: 6 }) };
}

function anyTime({ from, to }: { from: number; to: number }): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: from, max: to }),
    fc
      .integer({ min: Math.ceil(from / minuteMs), max: Math.floor(to / minuteMs) })
      .map((minute) => minute * minuteMs),
  );
}

function forAny<T>(arbitrary: fc.Arbitrary<T>, run: (value: T) => Promise<void>): Promise<void> {
  const parameters = { numRuns: propertyRuns, seed: 1, includeErrorInReport: true };
  return fc.assert(fc.asyncProperty(arbitrary, run), parameters);
}
