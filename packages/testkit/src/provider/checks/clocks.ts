import { isDeepStrictEqual } from 'node:util';
import { zoneOf } from '@cdr/core';
import { createUniverse } from '../../universe/create-universe.ts';
import { type Check, checkGroup } from '../check.ts';
import { demand } from '../conformance-error.ts';
import type { Lab } from '../lab.ts';
import { ordinaryStage } from '../stage.ts';
import { callsWithin } from '../trial.ts';
import { startAsTold } from '../truth.ts';

/** Offsets that no machine is likely to have, and UTC has not: half an hour and a quarter off. */
const farZones = ['America/St_Johns', 'Asia/Kathmandu'];

/** Times mean what the vendor meant, whatever the machine's own clock shows. */
export function clockChecks(lab: Lab): Check[] {
  return checkGroup('time', {
    'reads times in the zone that config names': async () => {
      for (const timeZone of farZones) await expectZone(lab, timeZone);
    },

    'reads back every start that the vendor can write': async () => {
      const at = monthlyStarts();
      await lab.tell(createUniverse({ window: { from: 0, to: 1 }, count: 0, at, seed: 64 }));
    },
  });
}

async function expectZone(lab: Lab, timeZone: string): Promise<void> {
  const stage = ordinaryStage(lab, 65);
  const zone = zoneOf(timeZone);
  const trial = lab.openTrial({ ...stage, config: { timeZone } });
  const { status } = await trial.sync(stage.asked);
  demand(status === 'complete', `the run is ${status} where config names ${timeZone}`);
  const expected = stage.calls.map((call) => ({
    ...call,
    ...startAsTold(Date.parse(call.startedAt), { stream: lab.stream, zone }),
  }));
  const starts = (calls: readonly { startedAt: string }[]) =>
    calls.map(({ startedAt }) => startedAt).sort();
  const [told, wanted] = [
    starts(await trial.stored()),
    starts(callsWithin(expected, await trial.coverage())),
  ];
  demand(
    isDeepStrictEqual(told, wanted),
    `in ${timeZone}, the first call is told as of ${told[0]}, not ${wanted[0]}`,
  );
}

/** Starts of every month, hour and length of a number, among them those of midnight and noon. */
function monthlyStarts(): number[] {
  return Array.from({ length: 36 }, (_, index) =>
    Date.UTC(2024, index, 1 + ((index * 11) % 28), (index * 7) % 24, (index * 17) % 60, index, 7),
  ).concat(Date.UTC(2025, 0, 1), Date.UTC(2025, 6, 9, 12), Date.UTC(2025, 6, 31, 23, 59, 59, 999));
}
