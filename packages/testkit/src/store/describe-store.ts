import { describe } from 'vitest';
import { describeContents } from './describe-contents.ts';
import { describeQuestions } from './describe-questions.ts';
import type { OpenStore } from './store-subject.ts';

/** How thoroughly a store is tried. */
export interface DescribeStoreOptions {
  /**
   * How many random scenarios are run; each opens a store of its own. As many random questions of
   * each kind are asked about calls, or more. Default 30.
   */
  scenarios?: number;
}

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
    describeContents(openStore, scenarios);
    describeQuestions(openStore, scenarios);
  });
}
