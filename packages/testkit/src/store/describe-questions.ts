import { describeFigures } from './cases/figures.ts';
import { describeFilters } from './cases/filters.ts';
import { describeListings } from './cases/listings.ts';
import { describePages } from './cases/pages.ts';
import { describeSnapshots } from './cases/snapshots.ts';
import { describeSummaries } from './cases/summaries.ts';
import type { OpenStore } from './store-subject.ts';

/** What a store answers of calls, `scenarios` times and more at random. */
export function describeQuestions(openStore: OpenStore, scenarios: number): void {
  describeFilters(openStore);
  describeListings(openStore);
  describePages(openStore, scenarios);
  describeFigures(openStore);
  describeSummaries(openStore, 2 * scenarios);
  describeSnapshots(openStore, scenarios);
}
