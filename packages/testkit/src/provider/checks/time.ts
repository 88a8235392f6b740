import { subtractDuration, toInstant, type Window, zoneOf } from '@cdr/core';
import { createUniverse } from '../../universe/create-universe.ts';
import { type Check, checkGroup } from '../check.ts';
import { findFold, findGap } from '../clock-changes.ts';
import { demand } from '../conformance-error.ts';
import type { Lab } from '../lab.ts';
import { dayMs, hourMs, minuteMs, ordinaryStage, type Stage, stageAround } from '../stage.ts';
import type { LabTrial, Reading } from '../stream-lab.ts';
import { describeWindow } from '../trial.ts';
import { withReading } from '../with-reading.ts';

/** Far to the west, and far to the east, where clocks change by half an hour. */
const farZones = ['America/New_York', 'Australia/Lord_Howe'];

/** Clocks that change, days that are rare, and days that the vendor has forgotten. */
export function timeChecks(lab: Lab): Check[] {
  const autumn = findFold(lab.zone);
  const spring = findGap(lab.zone);
  return [
    ...(autumn === null ? [] : autumnChecks(lab, autumn)),
    ...(spring === null
      ? []
      : checkGroup('time', {
          'is exact on the night in which clocks skip an hour': () =>
            expectNight(lab, spring, [spring - hourMs, spring, spring + 1, spring + 1.5 * hourMs]),
        })),
    ...farZones.flatMap((timeZone) => farNightChecks(lab, timeZone)),
    ...checkGroup('time', {
      'is exact over a leap day': () => expectDays(lab, Date.UTC(2024, 2, 1, 23)),
      'is exact over the end of a short month': () => expectDays(lab, Date.UTC(2025, 2, 2, 23)),
      'is exact over the end of a year': () => expectDays(lab, Date.UTC(2025, 0, 2, 23)),
    }),
    ...(lab.stream.window.retention === null
      ? []
      : horizonChecks(lab, lab.stream.window.retention)),
  ];
}

function autumnChecks(lab: Lab, { from, to }: Window): Check[] {
  const middle = (from + to) / 2;
  return lab.readings.flatMap((reading) =>
    checkGroup('time', {
      [`is exact on the night in which an hour comes twice when ${reading.name}`]: () =>
        expectNight(lab, middle, [from, from + 17 * minuteMs, middle, to - 1, to], { reading }),
    }),
  );
}

/** The same in zones that the vendor's may not be, but that config may name. */
function farNightChecks(lab: Lab, timeZone: string): Check[] {
  const { request, response } = lab.stream.time;
  if (request !== 'local' && response !== 'local') return [];
  const zone = zoneOf(timeZone);
  const autumn = findFold(zone);
  const spring = findGap(zone);
  demand(autumn !== null && spring !== null, `clocks do not change in ${timeZone}`);
  const { from, to } = autumn;
  const setting = { config: { timeZone } };
  return checkGroup('time', {
    [`is exact on the night in which clocks are put back in ${timeZone}`]: () =>
      expectNight(lab, (from + to) / 2, [from, (from + to) / 2, to - 1], setting),
    [`is exact on the night in which clocks are put forward in ${timeZone}`]: () =>
      expectNight(lab, spring, [spring, spring + 1.5 * hourMs], setting),
  });
}

/** Around a change of the clocks: in one run, in two that meet at each of the cuts, and again. */
async function expectNight(
  lab: Lab,
  change: number,
  cuts: readonly number[],
  setting: Pick<LabTrial, 'reading' | 'config'> = {},
): Promise<void> {
  const stage = nightStage(change);
  const { from, to } = stage.asked;
  for (const cut of [from, ...cuts]) {
    const trial = lab.openTrial({ ...stage, ...setting });
    await trial.sync({ from: cut, to });
    await lab.expectTruth(trial, stage);
    await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
    trial.clock.advance(8 * hourMs);
    const run = await trial.sync(stage.asked);
    const { inserted, updated, removed } = run.report.rows;
    demand(inserted + updated + removed === 0, 'reading the night again changed the store');
    await lab.expectComplete(trial, { ...stage, run });
  }
}

function nightStage(change: number): Stage {
  const asked = { from: change - 10 * hourMs, to: change + 10 * hourMs };
  const aroundMs = 2 * hourMs;
  const calls = createUniverse({
    window: { from: change - aroundMs, to: change + aroundMs },
    count: 6,
    at: Array.from({ length: 17 }, (_, index) => change - aroundMs + index * 15 * minuteMs).flatMap(
      (at) => [at - 1, at],
    ),
    seed: 61,
  });
  return { now: change + 30 * hourMs, asked, calls };
}

async function expectDays(lab: Lab, to: number): Promise<void> {
  const stage = stageAround(lab, { now: to + 11 * hourMs, to, seed: 62 });
  const trial = lab.openTrial(stage);
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
}

function horizonChecks(lab: Lab, retention: string): Check[] {
  return lab.readings.flatMap((reading) =>
    checkGroup('time', {
      [`asks for nothing older than the vendor keeps, and says so, when ${reading.name}`]:
        async () => {
          for (const now of [ordinaryStage(lab).now, Date.UTC(2025, 4, 31, 0, 10)]) {
            await expectHorizon(lab, { reading, retention, now });
          }
        },
    }),
  );
}

/** What is older is a permanent gap; what gets older meanwhile is asked about no more, and stays. */
async function expectHorizon(
  lab: Lab,
  { reading, retention, now }: { reading: Reading; retention: string; now: number },
): Promise<void> {
  const horizon = subtractDuration(now, retention, lab.zone.id);
  const asked = { from: horizon - 3 * dayMs, to: horizon + 2 * dayMs };
  const calls = createUniverse({ window: asked, count: 50, at: [horizon], seed: 63 });
  let oldest = Number.POSITIVE_INFINITY;
  const provider = withReading(lab.provider, ({ bounds }) => {
    oldest = Math.min(oldest, bounds.from.epochMs);
  });
  const trial = lab.openTrial({ calls, now, reading, provider, config: { lookback: 'P9Y' } });
  const run = await trial.sync(asked);
  const reachable = { from: horizon + hourMs, to: asked.to };
  await lab.expectComplete(trial, { run, asked: reachable, calls });
  demand(oldest >= horizon, `${toInstant(oldest)} was asked for`);
  const [gap] = run.report.permanentGaps;
  demand(
    gap !== undefined && Date.parse(gap.from) <= asked.from && Date.parse(gap.to) >= horizon,
    `no permanent gap is told for ${describeWindow({ from: asked.from, to: horizon })}`,
  );
  demand(run.report.warnings.length > 0, 'nothing warns of the permanent gap');

  trial.clock.advance(dayMs);
  oldest = Number.POSITIVE_INFINITY;
  const { rows } = (await trial.sync(asked)).report;
  const later = subtractDuration(trial.clock.now(), retention, lab.zone.id);
  demand(oldest >= later, `${toInstant(oldest)} was asked for a day later`);
  demand(rows.removed === 0, `${rows.removed} records went that got too old meanwhile`);
  await lab.expectTruth(trial, { calls });
}
