import type { CaughtToo } from './caught.ts';

/** Other checks that name a mistake as well, and that catch none of the others. */
export const caughtToo: CaughtToo = [
  ...['reads any range exactly', 'reads the same in two runs, split anywhere, as in one'].map(
    (check): [string, string, RegExp] => ['has a bound that is off by one', check, /missing: /],
  ),
  [
    'takes the offset of one bound for both',
    'is exact on the night in which clocks are put forward in America/New_York',
    /missing: /,
  ],
  ['believes the first total', 'is exact when one answer tells another total', /missing: /],
  [
    'checkpoints what is not committed yet',
    'tells again what was read, so that a verification finds nothing',
    /a verification found/,
  ],
  [
    'swallows errors as empty pages',
    'never tells a refused run as complete, and asks no more than a few times',
    /missing: /,
  ],
  ...['answers 500', 'refuses the credentials', 'forbids', 'asks for patience'].map(
    (what): [string, string, RegExp] => [
      'swallows errors as empty pages',
      `is never complete while the vendor ${what}, and makes up for it`,
      /the run is complete/,
    ],
  ),
  ['ignores the total', 'is never complete when totals keep moving', /the run is complete/],
  ['ignores the total', 'is never complete when totals are one too high', /the run is complete/],
  ['ignores the total', 'is never complete when totals are one too low', /the run is complete/],
  [
    'ignores the total',
    'is never complete when answers are empty though their totals are not',
    /the run is complete/,
  ],
  ['ignores the total', 'is exact when one answer is empty though its total is not', /missing: /],
  [
    'believes the first total',
    'is exact when a page comes a second time in place of the next',
    /missing: /,
  ],
  ...[
    'cuts its answer off',
    'breaks the connection within its answer',
    'answers an error with status 200',
    'answers nothing at all',
  ].map((what): [string, string, RegExp] => [
    'takes what it cannot read for an empty page',
    `ends the same when the vendor once ${what}, whenever that is`,
    /missing: /,
  ]),
  [
    'takes what it cannot read for an empty page',
    'is never complete while the vendor answers web pages, and makes up for it',
    /the run is complete/,
  ],
  [
    'checkpoints what is not committed yet',
    'ends the same after a crash before or after any request',
    /missing: /,
  ],
  [
    'makes ids from instants',
    'keeps one row of a record whose start is moved by a day',
    /calls are stored where/,
  ],
  [
    'knows only in its own country which hour comes twice',
    'is exact on the night in which clocks are put back in Australia/Lord_Howe',
    /not flagged as one of an ambiguous wall time/,
  ],
  ...['left out', 'refused'].flatMap((tooOld) =>
    [
      `is exact when old calls are ${tooOld}`,
      `is exact at every bound when old calls are ${tooOld}`,
    ].map((check): [string, string, RegExp] => [
      'has a bound that is off by one',
      check,
      /missing: /,
    ]),
  ),
  [
    'knows no hour that comes twice',
    'is exact on the night in which an hour comes twice when old calls are refused',
    /not flagged as one of an ambiguous wall time/,
  ],
  [
    'takes the offset of one bound for both',
    'is exact on the night in which clocks are put forward in Australia/Lord_Howe',
    /missing: /,
  ],
  ...['cuts its answers off', 'answers errors with status 200'].map(
    (what): [string, string, RegExp] => [
      'takes what it cannot read for an empty page',
      `is never complete while the vendor ${what}, and makes up for it`,
      /the run is complete/,
    ],
  ),
  [
    'takes a vendor that is not to be reached for an empty page',
    'is never complete while the vendor is not to be reached, and makes up for it',
    /the run is complete/,
  ],
  [
    'waits for ever',
    'ends the same when the vendor once stops in the middle of its answer, whenever that is',
    /waits for its answer for ever/,
  ],
  [
    'checkpoints what is not committed yet',
    'lets a verification find a record that the store lost, and bring it back',
    /is gone, and/,
  ],
  [
    'lets its bounds overlap',
    'sums-day: is exact over a New Year in a week 53',
    /rows of a vendor are rejected/,
  ],
  [
    'takes the days of UTC',
    'sums-day: is exact on the night in which an hour comes twice',
    /missing: /,
  ],
  [
    'takes the days of UTC',
    'sums-hour: is exact on the night in which clocks skip an hour',
    /missing: /,
  ],
  [
    'asks the vendor something whenever a sync begins',
    'sums-day: asks nothing about what is sealed and older than the lookback',
    /1 requests were sent/,
  ],
  ...['left out', 'refused'].flatMap((tooOld): [string, string, RegExp][] => [
    [
      'leaves out the last interval of a slice',
      `sums-day: is exact when old calls are ${tooOld}`,
      /missing: /,
    ],
    [
      'reads the first page of notes alone',
      `notes: is exact when old calls are ${tooOld}`,
      /missing: the note /,
    ],
  ]),
  ['remembers sums', 'sums-day: takes up calls that are counted late', /missing: |is \d+, not/],
  [
    'takes notes for stored that it has read',
    'notes: goes on behind what is stored when a run was killed',
    /missing: the notes to call/,
  ],
];
