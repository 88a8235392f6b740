import { type Call, toEpochMs } from '@cdr/core';
import type { StreamVerification } from '@cdr/engine';
import { type Check, checkGroup } from '../check.ts';
import { ConformanceError, demand } from '../conformance-error.ts';
import type { Lab } from '../lab.ts';
import { hourMs, settledStage } from '../stage.ts';
import type { Trial } from '../trial.ts';

/** What was read compares as equal, and what the store lost is found and brought back. */
export function verificationChecks(lab: Lab): Check[] {
  return checkGroup('verification', {
    'tells again what was read, so that a verification finds nothing': async () => {
      const stage = settledStage(lab);
      const trial = lab.openTrial(stage);
      await trial.sync(stage.asked);
      trial.clock.advance(hourMs);
      for (const full of [false, true]) {
        const { differences, rows, slices } = await verified(trial, { full });
        demand(slices.failed === 0, `${slices.failed} ranges could not be compared`);
        demand(rows.compared + rows.counted > 0, 'nothing was compared');
        demand(differences.length === 0, `a verification found ${JSON.stringify(differences)}`);
      }
    },

    'lets a verification find a record that the store lost, and bring it back': async () => {
      const stage = settledStage(lab);
      const trial = lab.openTrial(stage);
      await trial.sync(stage.asked);
      trial.clock.advance(hourMs);
      const before = await trial.stored();
      const lost = before[Math.floor(before.length / 2)];
      demand(lost !== undefined, 'the stage has no call');
      await forget(lab, trial, lost);
      const found = await verified(trial, { full: true });
      const ids = found.differences.flatMap(({ missing }) => missing.ids);
      demand(
        ids.includes(lost.id),
        `${lost.id} is gone, and ${ids.join(', ') || 'nothing'} missed`,
      );
      const repaired = await verified(trial, { full: true, repair: true });
      demand(repaired.differences.length === 0, 'the repair left differences');
      await lab.expectTruth(trial, stage);
    },
  });
}

async function verified(
  trial: Trial,
  options: Parameters<Trial['verify']>[0],
): Promise<StreamVerification> {
  const { sources } = await trial.verify(options);
  const [stream] = sources[0]?.streams ?? [];
  if (stream !== undefined) return stream;
  throw new ConformanceError(`nothing was verified: ${sources[0]?.errors.join('; ')}`);
}

/** Takes a call, and those that started with it, out of the store. */
async function forget({ stream }: Lab, { store, source }: Trial, call: Call): Promise<void> {
  const from = toEpochMs(call.startedAt);
  await store.commit({
    source: source.name,
    stream: stream.id,
    provider: call.provider,
    window: { from, to: from + 1 },
    proof: null,
    rows: [],
    rejected: [],
    missing: 'remove',
  });
}
