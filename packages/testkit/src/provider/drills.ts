import type { FaultPlan } from '../faults/fault.ts';
import { ConformanceError, demand } from './conformance-error.ts';
import { hourMs, type Stage } from './stage.ts';
import type { LabTrial, StreamLab } from './stream-lab.ts';
import type { TrialRun } from './trial.ts';

/** Syncs a stage once and demands a complete run with the truth. */
export async function expectExact(
  lab: StreamLab,
  stage: Stage,
  setting: Omit<LabTrial, 'calls' | 'now'> = {},
): Promise<void> {
  const trial = lab.openTrial({ ...stage, ...setting });
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
}

/** How many requests a sync of the stage sends. */
export async function countRequests(
  lab: StreamLab,
  stage: Stage,
  setting: Pick<LabTrial, 'pages' | 'config'> = {},
): Promise<number> {
  const trial = lab.openTrial({ ...stage, ...setting });
  return (await trial.sync(stage.asked)).requests;
}

/** Runs `drill` once for each request of a sync; failures tell which request it was. */
export async function atEachRequest(
  requests: number,
  drill: (at: number) => Promise<void>,
): Promise<void> {
  demand(requests > 0, 'nothing was requested');
  for (let at = 0; at < requests; at += 1) {
    try {
      await drill(at);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ConformanceError(`at request ${at + 1} of ${requests}: ${reason}`, { cause });
    }
  }
}

/**
 * Syncs while the vendor is broken, and again once it is well. The first run must not pass for
 * complete and must say why; the second one must make up for everything.
 */
export async function expectRecovery(
  lab: StreamLab,
  stage: Stage,
  broken: FaultPlan,
  setting: Pick<LabTrial, 'pages'> = {},
): Promise<void> {
  let isBroken = true;
  const trial = lab.openTrial({
    ...stage,
    ...setting,
    faults: (index, request) => (isBroken ? broken(index, request) : null),
  });
  const run = await trial.sync(stage.asked);
  demand(run.status === 'partial' || run.status === 'failed', `the run is ${run.status}`);
  demand(run.report.errors.length > 0, 'the run does not say what went wrong');
  demand(run.report.gaps.length > 0, 'the run does not tell its gaps');
  await lab.expectTruth(trial, stage);

  isBroken = false;
  trial.clock.advance(hourMs);
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
}

/** Demands that a run understood everything that it was told. */
export function expectNoneRejected({ report }: TrialRun): void {
  const { rejected } = report.rows;
  demand(rejected === 0, `${rejected} rows of a vendor are rejected that told no bad ones`);
}
