import { type EpochMs, zoneOf } from '@cdr/core';
import { type Check, checkGroup } from '../../check.ts';
import { findFold, findGap } from '../../clock-changes.ts';
import { demand } from '../../conformance-error.ts';
import { expectExact, expectNoneRejected } from '../../drills.ts';
import { hourMs } from '../../stage.ts';
import type { StatisticsLab } from '../statistics-lab.ts';
import { repeatingStage, stageAround } from '../statistics-stage.ts';

/** Offsets that no machine is likely to have, and UTC has not: half an hour and a quarter off. */
const farZones = ['America/St_Johns', 'Asia/Kathmandu'];

/** Every interval is the one that it is, whatever the vendor calls it. */
export function calendarChecks(lab: StatisticsLab): Check[] {
  const autumn = findFold(lab.zone);
  const spring = findGap(lab.zone);
  const newYear = lab.zone.firstAt(Date.UTC(2025, 0));
  return checkGroup('calendar', {
    'is exact over New Year': () => expectInterval(lab, newYear),
    'is exact over a New Year in a week 53': () =>
      expectInterval(lab, lab.zone.firstAt(Date.UTC(2021, 0))),
    'is exact over a leap day': () => expectInterval(lab, lab.zone.firstAt(Date.UTC(2024, 1, 29))),
    ...(autumn === null
      ? {}
      : {
          'is exact on the night in which an hour comes twice': () =>
            expectInterval(lab, (autumn.from + autumn.to) / 2),
        }),
    ...(spring === null
      ? {}
      : {
          'is exact on the night in which clocks skip an hour': () => expectInterval(lab, spring),
        }),

    'keeps intervals apart that have the same name, on both sides of New Year': async () => {
      const { parts, ...stage } = repeatingStage(lab, newYear);
      const trial = lab.openTrial(stage);
      for (const asked of parts) {
        await lab.expectComplete(trial, { ...stage, asked, run: await trial.sync(asked) });
      }
    },

    'sums up by the calendar of the zone that config names': async () => {
      for (const timeZone of farZones) {
        const event = zoneOf(timeZone).firstAt(Date.UTC(2025, 0));
        await expectExact(lab, stageAround(lab, event), { config: { timeZone } });
      }
    },
  });
}

/** Around an instant: in one run, in two that meet there, and again. */
async function expectInterval(lab: StatisticsLab, event: EpochMs): Promise<void> {
  const stage = stageAround(lab, event);
  await expectExact(lab, stage);
  const trial = lab.openTrial(stage);
  await trial.sync({ from: event, to: stage.asked.to });
  await lab.expectTruth(trial, stage);
  const run = await trial.sync(stage.asked);
  await lab.expectComplete(trial, { ...stage, run });
  expectNoneRejected(run);
  trial.clock.advance(hourMs);
  const { inserted, updated, removed } = (await trial.sync(stage.asked)).report.rows;
  demand(inserted + updated + removed === 0, 'reading it again changed the store');
}
