import { createMemoryStore } from '@cdr/store';
import { readTwice } from '../bound.ts';
import { type Check, checkGroup } from '../check.ts';
import { demand } from '../conformance-error.ts';
import type { Lab } from '../lab.ts';
import { hourMs, ordinaryStage } from '../stage.ts';
import type { LabTrial } from '../stream-lab.ts';
import { withDuckDb } from '../with-duckdb.ts';

/** Settings that were wrong at first. */
export function settingChecks(lab: Lab): Check[] {
  return checkGroup('settings', {
    'ends with the right calls when a wrong time zone is corrected': async () => {
      // Wall times far ahead of the vendor's, and far behind.
      await expectCorrection(lab, 'Pacific/Auckland', createMemoryStore());
      await withDuckDb((store) => expectCorrection(lab, 'America/Los_Angeles', store));
    },
  });
}

/** Reads in the wrong zone, then in the right one: no call is lost, left where it was, or there twice. */
async function expectCorrection(
  lab: Lab,
  timeZone: string,
  store: NonNullable<LabTrial['store']>,
): Promise<void> {
  const stage = ordinaryStage(lab, 56);
  // What was read in the wrong zone is read in the right one, wherever that is.
  const trial = lab.openTrial({ ...stage, store, bound: readTwice });
  const wrong = trial.reopen(store, { timeZone });
  await wrong.sync(stage.asked);
  trial.clock.advance(hourMs);
  const wasRead = (await trial.coverage()).length > 0;
  const { report } = await trial.sync({});
  demand(
    !wasRead || report.warnings.some((warning) => warning.includes('timeZone')),
    'nothing says that calls are read again in another zone',
  );
  // What its vendor's answers prove wrong at once was not read, and is no part of an open range.
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
  trial.clock.advance(hourMs);
  const { inserted, updated, removed } = (await trial.sync({})).report.rows;
  demand(inserted + updated + removed === 0, 'reading again in the same zone changed the store');
}
