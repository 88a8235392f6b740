/** Other checks that name a mistake as well, and that catch none of the others. */
export const caughtToo: [defect: string, check: string, says: RegExp][] = [
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
];
