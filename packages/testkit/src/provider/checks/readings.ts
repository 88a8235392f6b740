import { createUniverse } from '../../universe/create-universe.ts';
import { type Check, checkGroup } from '../check.ts';
import type { Lab } from '../lab.ts';
import { dayMs, hourMs, minuteMs, ordinaryStage, type Stage } from '../stage.ts';
import type { Reading } from '../stream-lab.ts';

/** Whatever the vendor means where its documents leave room, the store is the same. */
export function readingChecks(lab: Lab): Check[] {
  return lab.readings.flatMap((reading) =>
    checkGroup('readings', {
      [`is exact when ${reading.name}`]: async () => {
        await readTwice(lab, reading, ordinaryStage(lab, 11));
      },
      [`is exact at every bound when ${reading.name}`]: async () => {
        await readTwice(lab, reading, boundStage(lab));
        await readInParts(lab, reading, boundStage(lab));
      },
    }),
  );
}

async function readTwice(lab: Lab, reading: Reading, stage: Stage): Promise<void> {
  const trial = lab.openTrial({ ...stage, reading });
  for (const waitMs of [0, 2 * hourMs, dayMs]) {
    trial.clock.advance(waitMs);
    await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
  }
}

/** Cut where the calls are, and read out of order. */
async function readInParts(lab: Lab, reading: Reading, stage: Stage): Promise<void> {
  const { from, to } = stage.asked;
  const cuts = [from + 2 * hourMs, from + 2 * hourMs + minuteMs, from + 5 * hourMs + 1];
  const bounds = [from, ...cuts.filter((cut) => cut < to), to];
  const trial = lab.openTrial({ ...stage, reading });
  for (let at = bounds.length - 2; at >= 0; at -= 1) {
    const asked = { from: bounds[at] ?? from, to: bounds[at + 1] ?? to };
    await lab.expectComplete(trial, { ...stage, asked, run: await trial.sync(asked) });
  }
  await lab.expectTruth(trial, stage);
}

/** A range on full minutes, with calls on, just before and just behind everything that may be a bound. */
function boundStage(lab: Lab): Stage {
  const { now, asked } = ordinaryStage(lab);
  const from = Math.floor(asked.from / hourMs) * hourMs;
  const to = Math.floor(asked.to / hourMs) * hourMs;
  const bounds = [from, from + 2 * hourMs, from + 2 * hourMs + minuteMs, from + 5 * hourMs, to];
  const midnights = [from, to]
    .map((at) => startOfDay(lab, at))
    .filter((at) => at > from && at < to);
  const calls = createUniverse({
    window: { from, to },
    count: 0,
    at: [...bounds, ...midnights].flatMap((at) => [
      ...[at - minuteMs, at - 1, at, at + 1, at + 59_999, at + minuteMs],
    ]),
    seed: 12,
  });
  return { now, asked: { from, to }, calls };
}

function startOfDay({ zone }: Lab, epochMs: number): number {
  const wall = zone.toWall(epochMs);
  return zone.resolve(wall - (wall % dayMs)).epochMs;
}
