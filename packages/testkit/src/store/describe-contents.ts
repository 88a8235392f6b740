import fc from 'fast-check';
import { it } from 'vitest';
import { describeAnswers } from './cases/answers.ts';
import { describeApiKeys } from './cases/api-keys.ts';
import { describeAudit } from './cases/audit.ts';
import { describeCommits } from './cases/commits.ts';
import { describeCoverage } from './cases/coverage.ts';
import { describeErasure } from './cases/erasure.ts';
import { describeExpiry } from './cases/expiry.ts';
import { describeNotes } from './cases/notes.ts';
import { describeOutbox } from './cases/outbox.ts';
import { describePauses } from './cases/pauses.ts';
import { describeRecords } from './cases/records.ts';
import { describeRejected } from './cases/rejected.ts';
import { describeRevisions } from './cases/revisions.ts';
import { describeStatistics } from './cases/statistics.ts';
import { runScenario } from './run-scenario.ts';
import { scenario } from './scenario-arbitrary.ts';
import { type OpenStore, withStore } from './store-subject.ts';

const patienceMs = 240_000;

/** What a store holds after whatever is done to it, `scenarios` times at random. */
export function describeContents(openStore: OpenStore, scenarios: number): void {
  describeCommits(openStore);
  describeAnswers(openStore);
  describeCoverage(openStore);
  describeRejected(openStore);
  describeStatistics(openStore);
  describeNotes(openStore);
  describeRevisions(openStore);
  describeRecords(openStore);
  describeApiKeys(openStore);
  describePauses(openStore);
  describeAudit(openStore);
  describeErasure(openStore);
  describeExpiry(openStore);
  describeOutbox(openStore);

  it(
    'cannot be told from the memory store, whatever is done to it',
    async () => {
      await fc.assert(
        fc.asyncProperty(scenario, (steps) =>
          withStore(openStore, (subject) => runScenario(subject, steps)),
        ),
        // What fails is told even where there is no time to make it small.
        {
          numRuns: scenarios,
          interruptAfterTimeLimit: patienceMs - 40_000,
          markInterruptAsFailure: true,
        },
      );
    },
    patienceMs,
  );
}
