import fc from 'fast-check';
import { describe, it } from 'vitest';
import { describeAnswers } from './cases/answers.ts';
import { describeApiKeys } from './cases/api-keys.ts';
import { describeAudit } from './cases/audit.ts';
import { describeCommits } from './cases/commits.ts';
import { describeCoverage } from './cases/coverage.ts';
import { describeErasure } from './cases/erasure.ts';
import { describeExpiry } from './cases/expiry.ts';
import { describeFigures } from './cases/figures.ts';
import { describeFilters } from './cases/filters.ts';
import { describeListings } from './cases/listings.ts';
import { describeNotes } from './cases/notes.ts';
import { describeOutbox } from './cases/outbox.ts';
import { describePages } from './cases/pages.ts';
import { describePauses } from './cases/pauses.ts';
import { describeRecords } from './cases/records.ts';
import { describeRejected } from './cases/rejected.ts';
import { describeRevisions } from './cases/revisions.ts';
import { describeSnapshots } from './cases/snapshots.ts';
import { describeStatistics } from './cases/statistics.ts';
import { describeSummaries } from './cases/summaries.ts';
import { runScenario } from './run-scenario.ts';
import { scenario } from './scenario-arbitrary.ts';
import { type OpenStore, withStore } from './store-subject.ts';

/** How thoroughly a store is tried. */
export interface DescribeStoreOptions {
  /**
   * How many random scenarios are run; each opens a store of its own. Four times as many random
   * questions are asked about calls. Default 30.
   */
  scenarios?: number;
}

const patienceMs = 240_000;

/**
 * The conformance suite of stores: vitest tests that hold a store to the contract of `Store` in
 * `@cdr/core`, one by one and against the memory store through random scenarios. Call it at the
 * top of a test file.
 */
export function describeStore(
  name: string,
  openStore: OpenStore,
  { scenarios = 30 }: DescribeStoreOptions = {},
): void {
  describe(`store: ${name}`, () => {
    describeCommits(openStore);
    describeAnswers(openStore);
    describeCoverage(openStore);
    describeRejected(openStore);
    describeFilters(openStore);
    describeListings(openStore);
    describePages(openStore);
    describeFigures(openStore);
    describeSummaries(openStore, 4 * scenarios);
    describeSnapshots(openStore, 4 * scenarios);
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
          { numRuns: scenarios },
        );
      },
      patienceMs,
    );
  });
}
