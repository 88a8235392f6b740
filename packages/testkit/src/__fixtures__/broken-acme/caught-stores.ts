import type { CaughtToo } from './caught.ts';

/** What catches stores that are wrong. */
export const caughtStores: CaughtToo = [
  [
    'forgets what was covered before the last run',
    'reads the same in two runs, split anywhere, as in one',
    /coverage was lost: /,
  ],
  [
    'counts a record less than it takes',
    'reads a range exactly',
    /rows were received, and \d+ accounted for/,
  ],
  [
    'makes a call of every sum',
    'sums-day: says nothing of single calls',
    /calls are stored that nobody was asked for/,
  ],
  [
    'takes calls for covered where sums are',
    'sums-day: says nothing of single calls',
    /a range of "calls" is told as covered/,
  ],
];
