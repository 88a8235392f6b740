import type { Store } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import { type Check, checkGroup } from '../check.ts';
import { demand } from '../conformance-error.ts';
import { CrashError, type CrashingStore, createCrashingStore } from '../crashing-store.ts';
import { atEachRequest, countRequests } from '../drills.ts';
import { minuteMs, type Stage } from '../stage.ts';
import type { LabTrial, StreamLab } from '../stream-lab.ts';

/** Several pages a slice, where the vendor has pages. */
const paged = { pages: 'short' } as const;

/** A process may end anywhere; the next one goes on where it was. */
export function crashChecks(lab: StreamLab): Check[] {
  return [...commitChecks(lab), ...(lab.isServed ? requestChecks(lab) : [])];
}

function commitChecks(lab: StreamLab): Check[] {
  return checkGroup('crashes', {
    'ends the same after a crash before or after any commit': async () => {
      const stage = lab.ordinaryStage(91);
      const commits = await countCommits(lab, stage);
      for (let commit = 0; commit < commits; commit += 1) {
        for (const when of ['before', 'after'] as const) {
          const store = createMemoryStore();
          const crashing = createCrashingStore(store, { commit, when });
          await expectResumption(lab, stage, { store, crashing });
        }
      }
    },
  });
}

function requestChecks(lab: StreamLab): Check[] {
  return checkGroup('crashes', {
    'ends the same after a crash before or after any request': async () => {
      const stage = lab.ordinaryStage(92);
      await atEachRequest(await countRequests(lab, stage, paged), async (at) => {
        for (const when of ['before', 'after'] as const) {
          const store = createMemoryStore();
          const crashing = createCrashingStore(store, null);
          const killer = new AbortController();
          let requests = 0;
          await expectResumption(lab, stage, {
            store,
            crashing,
            signal: killer.signal,
            through: (vendorApi) => async (request) => {
              const isHere = requests === at;
              requests += 1;
              if (isHere && when === 'after') await vendorApi(request);
              if (!isHere) return vendorApi(request);
              killer.abort(new CrashError('the process ends here'));
              return crashing.crash();
            },
          });
        }
      });
    },
  });
}

interface Crash extends Pick<LabTrial, 'through'> {
  store: Store;
  crashing: CrashingStore;
  signal?: AbortSignal;
}

/** Syncs until the crash, looks at what is left, and syncs again. */
async function expectResumption(lab: StreamLab, stage: Stage, crash: Crash): Promise<void> {
  const { store, crashing, signal, through } = crash;
  const killed = lab.openTrial({
    ...stage,
    ...paged,
    store: crashing.store,
    ...(through === undefined ? {} : { through }),
  });
  const outcome = await killed.sync(stage.asked, signal).catch((error: unknown) => error);
  demand(outcome instanceof CrashError, 'the process went on after its end');
  await lab.expectTruth(killed, stage);

  const trial = killed.reopen(store);
  trial.clock.advance(minuteMs);
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
}

async function countCommits(lab: StreamLab, stage: Stage): Promise<number> {
  const { store, commits } = createCrashingStore(createMemoryStore(), null);
  await lab.openTrial({ ...stage, ...paged, store }).sync(stage.asked);
  return commits();
}
