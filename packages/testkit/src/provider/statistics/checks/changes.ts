import { type StatisticsStream, subtractDuration } from '@cdr/core';
import { createTeamCalls } from '../../../universe/create-team-calls.ts';
import { type Check, checkGroup } from '../../check.ts';
import { demand } from '../../conformance-error.ts';
import { dayMs, hourMs, minuteMs, ordinaryNow } from '../../stage.ts';
import type { StatisticsLab } from '../statistics-lab.ts';
import { overBy } from '../statistics-stage.ts';

/** What goes on, or changes within the lookback, is replaced: never added, never left. */
export function changeChecks(lab: StatisticsLab): Check[] {
  const { revisit } = lab.stream.finality;
  const young = subtractDuration(ordinaryNow, revisit, lab.zone.id);
  return checkGroup('changes', {
    'replaces the sums of intervals that go on': () => expectReplacement(lab),
    ...(young > ordinaryNow - 6 * hourMs
      ? {}
      : { 'takes up calls that are counted late': () => expectLateCalls(lab) }),
  });
}

/** After which an interval that went on at first has been over for a while. */
const longWaits: Record<StatisticsStream['interval'], readonly number[]> = {
  hour: [],
  day: [3 * dayMs],
  week: [8 * dayMs],
  month: [8 * dayMs, 32 * dayMs],
};

/** One account, synced over and over from within an hour to behind the ends of longer intervals. */
async function expectReplacement(lab: StatisticsLab): Promise<void> {
  const longer = longWaits[lab.stream.interval];
  const waits = [0, 7 * minuteMs, 50 * minuteMs, 5 * hourMs, 30 * hourMs, ...longer];
  const nows = waits.map((_, index) =>
    waits.slice(0, index + 1).reduce((sum, waitMs) => sum + waitMs, ordinaryNow),
  );
  const from = ordinaryNow - 2 * hourMs;
  const to = (nows.at(-1) ?? ordinaryNow) + 2 * dayMs;
  const calls = createTeamCalls({
    window: { from, to },
    count: 40,
    at: nows.flatMap((now) => [now - 40 * minuteMs, now + 2 * minuteMs, now + 9 * minuteMs]),
    seed: 31,
  });
  const stage = { now: ordinaryNow, asked: { from, to }, calls: overBy(calls, nows) };
  const trial = lab.openTrial(stage);
  for (const waitMs of waits) {
    trial.clock.advance(waitMs);
    await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
  }
}

async function expectLateCalls(lab: StatisticsLab): Promise<void> {
  const stage = lab.ordinaryStage(32);
  const late = stage.calls.filter(
    ({ startedAt }) => Date.parse(startedAt) > stage.now - 6 * hourMs,
  );
  demand(late.length > 0, 'the stage has no recent calls');
  const trial = lab.openTrial({
    ...stage,
    calls: stage.calls.filter((own) => !late.includes(own)),
  });
  await trial.sync(stage.asked);
  for (const call of late) trial.calls.insert(call);
  trial.clock.advance(hourMs);
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
}
