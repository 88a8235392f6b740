import { expect, it } from 'vitest';
import { acmeAnswers, acmeToken, createVendorApi } from '../__fixtures__/acme/acme-vendor-api.ts';
import { brokenAcme } from '../__fixtures__/broken-acme/broken-acme.ts';
import { createProviderChecks } from './create-checks.ts';

type Caught = Record<string, [check: string, says: RegExp]>;

const sumsCaughtBy: Caught = {
  'lets its bounds overlap': ['sums-day: is exact over New Year', /rows of a vendor are rejected/],
  'swaps its bounds': ['sums-day: sums up a range exactly', /missing: /],
  'leaves out the last interval of a slice': ['sums-day: sums up a range exactly', /missing: /],
  'leaves out slices that go on': [
    'sums-hour: replaces the sums of intervals that go on',
    /missing: /,
  ],
  'adds what it reads to what it has read': [
    'sums-day: replaces the sums of intervals that go on',
    /Calls of agent .* is \d+, not/,
  ],
  'remembers sums': [
    'sums-day: replaces the sums of intervals that go on',
    /missing: |is \d+, not/,
  ],
  'takes names of a month for those of a year': [
    'sums-day: keeps intervals apart that have the same name, on both sides of New Year',
    /missing: |is \d+, not/,
  ],
  'takes the month from the end of a slice': ['sums-day: is exact over New Year', /missing: /],
  'takes the days of UTC': [
    'sums-day: sums up by the calendar of the zone that config names',
    /missing: /,
  ],
  'takes the lines of an agent for one': ['sums-day: sums up a range exactly', /missing: /],
  'takes attempts for answered calls, by day': [
    'sums-day: tells what the intervals of "sums-hour" add up to',
    /outboundAnswered of agent .* is \d+, not/,
  ],
  'swallows errors as empty sums': [
    'sums-day: ends the same when the vendor once answers 500, whenever that is',
    /missing: /,
  ],
  'drops sums that it does not know': [
    'sums-day: keeps bad rows word for word, and their neighbours as statistics',
    /the bad row null is not kept/,
  ],
  'throws on bad sums': [
    'sums-day: keeps bad rows word for word, and their neighbours as statistics',
    /Invalid input/,
  ],
  'leaks its token into errors of sums': [
    'sums-day: never tells its credentials',
    /the report holds credentials/,
  ],
  'does not listen to its signal while it reads sums': [
    'sums-day: stops at once when it is told to, whatever it is doing',
    /goes on after the stop/,
  ],
  'claims a value that it has not': [
    'sums-day: supplies the values that the manifest names, and no others',
    /inboundBusy is never supplied/,
  ],
};

const notesCaughtBy: Caught = {
  'reads the first page of notes alone': [
    'notes: holds the notes of every call that has some',
    /missing: the note /,
  ],
  'takes the ids of calls for numbers': [
    'notes: holds the notes of every call that has some',
    /missing: the note/,
  ],
  'mixes up calls that it asks about at once': [
    'notes: holds the same whatever the concurrency and the order of completion',
    /missing: the note /,
  ],
  'takes notes for stored that it has read': [
    'notes: ends the same after a crash before or after any commit',
    /missing: the notes to call/,
  ],
  'remembers notes': ['notes: takes up notes that come late, change or go', /the note .* to call/],
  'numbers notes by their place': [
    'notes: gives a note the same id whatever else there is',
    /has the id .* by now/,
  ],
  'reads the times of notes as UTC': [
    'notes: holds the notes of every call that has some',
    /was written at/,
  ],
  'takes pinned notes for others': [
    'notes: tells a note that it has read as it was read',
    /a note comes back as/,
  ],
  'swallows errors as no notes': [
    'notes: ends the same when the vendor once answers 500, whenever that is',
    /missing: the note/,
  ],
  'drops notes that it does not know': [
    'notes: keeps bad rows word for word, and their neighbours as notes',
    /the bad row null is not kept/,
  ],
  'throws on bad notes': [
    'notes: keeps bad rows word for word, and their neighbours as notes',
    /Invalid input/,
  ],
  'asks for notes as fast as it can': [
    'notes: asks no oftener than the manifest says',
    /requests were sent within/,
  ],
  'keeps its token with every note': [
    'notes: never stores its credentials',
    /the store holds credentials/,
  ],
  'leaks its token into errors of notes': [
    'notes: never tells its credentials',
    /the error of a reading holds credentials/,
  ],
  'does not listen to its signal while it reads notes': [
    'notes: stops at once when it is told to, whatever it is doing',
    /goes on after the stop/,
  ],
};

/** Which check names which mistake, and what it says of it. */
const caughtBy: Caught = {
  'has a bound that is off by one': [
    'is exact at every bound when old calls are left out',
    /missing: /,
  ],
  'has a bound of another stream that is off by one': [
    'archive: is exact at every bound when old calls are left out',
    /missing: /,
  ],
  'asks for a day more than it is told to': [
    'asks for nothing older than the vendor keeps, and says so, when old calls are refused',
    /the run is failed: The vendor answered 400/,
  ],
  'takes the offset of one bound for both': [
    'is exact on the night in which clocks skip an hour',
    /missing: /,
  ],
  'stops at a short page': ['reads on behind pages that are shorter than asked for', /missing: /],
  'stops at a page of a single row': ['reads the same whatever the size of pages', /missing: /],
  'believes the first total': ['is exact when a record arrives while pages are read', /missing: /],
  'drops rows that start as the page before ended': [
    'reads records of the same instant that fill several pages',
    /missing: /,
  ],
  'mixes up slices that it reads at once': [
    'reads the same whatever the concurrency and the order of completion',
    /missing: /,
  ],
  'tells no totals': ['pages as the manifest says', /a page tells the total null/],
  'takes the network from the machine': [
    'takes neither network nor time from anywhere but its context',
    /the run is /,
  ],
  'takes what it cannot read for an empty page': [
    'ends the same when the vendor once answers a web page, whenever that is',
    /missing: /,
  ],
  'knows no leap day': ['is exact over a leap day', /is not stored|is stored as of/],
  'sees a leap day in every year': ['is exact over the end of a short month', /is not stored/],
  'takes every year for this one': [
    'is exact over the end of a year',
    /not stored|is stored as of/,
  ],
  'advances by the size asked for': [
    'reads on behind pages that are shorter than asked for',
    /missing: /,
  ],
  'ignores the total': [
    'is exact when one answer lacks a record that its total counts',
    /missing: /,
  ],
  'ignores the clamp': [
    'reads a range whole that is longer than the vendor answers at once',
    /missing: /,
  ],
  'does not look again at parts of what it has read': [
    'reads a range whole of which the vendor silently answers less than the manifest says',
    /missing: /,
  ],
  'checkpoints what is not committed yet': [
    'ends the same after a crash before or after any commit',
    /missing: /,
  ],
  'asks up to the machine’s own time': [
    'takes neither network nor time from anywhere but its context',
    /missing: /,
  ],
  'asks up to the time of a stopwatch': [
    'takes neither network nor time from anywhere but its context',
    /missing: /,
  ],
  'waits by a timer of its own': [
    'takes neither network nor time from anywhere but its context',
    /the run is failed/,
  ],
  'does not listen to its signal': [
    'stops at once when it is told to, whatever it is doing',
    /goes on after the stop/,
  ],
  'drops rows that are null': [
    'keeps bad rows word for word, and their neighbours as calls',
    /the bad row null is not kept/,
  ],
  'drops rows without a caller': ['reads a range exactly', /is not stored/],
  'writes row texts anew': [
    'keeps bad rows word for word, and their neighbours as calls',
    /a bad row is kept as /,
  ],
  'keeps its token with every row': ['never stores its credentials', /the store holds credentials/],
  'swallows errors as empty pages': [
    'ends the same when the vendor once answers 500, whenever that is',
    /missing: /,
  ],
  'retries a 401 for ever': [
    'stops asking when its credentials are refused',
    /requests were sent with refused credentials/,
  ],
  'does not wait as long as it is told': [
    'waits for as many seconds as it is asked to',
    /where 7000 ms were asked for/,
  ],
  'waits for seconds alone': [
    'waits until the time that it is asked to wait for',
    /where 9000 ms were asked for/,
  ],
  'remembers answers': ['forgets rejected rows once the vendor tells better ones', /missing: /],
  'hides its token, and not that of its session in the query': [
    'never tells its credentials',
    /holds credentials/,
  ],
  'hides its token, and not that of its session in a header': [
    'never tells its credentials',
    /holds credentials/,
  ],
  'leaks its token into errors': ['never tells its credentials', /the report holds credentials/],
  'reads local time as UTC': [
    'reads times in the zone that config names',
    /in America\/St_Johns, the first call is told as of/,
  ],
  'reads the day for the month': [
    'reads back every start that the vendor can write',
    /a call of 2024-02-12.* is not stored/,
  ],
  'knows only in its own country which hour comes twice': [
    'is exact on the night in which clocks are put back in America/New_York',
    /not flagged as one of an ambiguous wall time/,
  ],
  'reads ids as numbers': [
    'tells ids apart that are the same as numbers',
    /3 calls are stored where 6 are true/,
  ],
  'makes ids from the order of keys': [
    'gives a record the same id whatever the order of keys and of rows',
    /another order inserted/,
  ],
  'makes ids from instants': [
    'ends with the right calls when a wrong time zone is corrected',
    /calls are stored where/,
  ],
  'takes the caller for the callee': ['tells a call that it has read as it was read', /from is /],
  'takes seconds for milliseconds': [
    'tells a call that it has read as it was read',
    /durationMs is /,
  ],
  'throws on bad rows': [
    'keeps bad rows word for word, and their neighbours as calls',
    /Invalid input/,
  ],
  'claims a field that it has not': [
    'supplies the fields that the manifest names, and no others',
    /tags is never supplied/,
  ],
  'claims that no call fails': [
    'tells the dispositions that the manifest names, and no others',
    /failed calls are told/,
  ],
  'claims that its times have no seconds': [
    'tells starts as precisely as the manifest says',
    /is stored as of/,
  ],
  'claims another reading of its bounds': [
    'reads bounds as the manifest says',
    /the upper bound is exclusive/,
  ],
  'claims that calls are found by their end': [
    'selects records by the time that the manifest says',
    /not by their end/,
  ],
  'claims that long windows lose their end': [
    'does with longer windows what the manifest says',
    /the first part is not answered/,
  ],
  'claims that old calls are kept longer': [
    'asks for nothing older than the vendor keeps, and says so, when old calls are left out',
    /missing: /,
  ],
  'claims longer windows': ['answers the longest window of the manifest whole', /2 are told/],
  'claims larger pages': ['fills its pages as the manifest says', /the fullest page has 10 rows/],
  'claims to stop somewhere': [
    'stops counting where the manifest says',
    /it stops after 750 records/,
  ],
  'claims another order': [
    'answers in the order that the manifest says',
    /not told in the order "desc"/,
  ],
  'claims that nothing comes late': ['takes up records that the vendor tells late', /missing: /],
  'takes any answer for a recording': [
    'takes nothing for a recording that is none',
    /an answer with status 400 is taken for a recording/,
  ],
  'ends recordings early': [
    'gives recordings byte for byte, whole or from where they broke off',
    /a recording is not what the vendor answered/,
  ],
  'leaks addresses of recordings into errors': [
    'tells neither credentials nor addresses of recordings',
    /an error holds the address of a recording/,
  ],
  'shows its token to whoever has the recording': [
    'shows its credentials to no other host',
    /another host is shown credentials/,
  ],
  'opens recordings that nobody wants any more': [
    'stops a recording when it is told to',
    /is opened after the stop/,
  ],
  ...sumsCaughtBy,
  ...notesCaughtBy,
};

/** Other checks that name a mistake as well, and that catch none of the others. */
const caughtToo: [defect: string, check: string, says: RegExp][] = [
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

const cases = [
  ...Object.entries(caughtBy).map(([defect, [name, says]]) => ({ defect, name, says })),
  ...caughtToo.map(([defect, name, says]) => ({ defect, name, says })),
];

it.each(cases)('a provider that $defect fails where it $name', async ({ defect, name, says }) => {
  const createProvider = brokenAcme[defect];
  expect(createProvider).toBeDefined();
  if (createProvider === undefined) return;
  const checks = createProviderChecks({
    provider: createProvider(),
    vendorApi: createVendorApi,
    options: { token: acmeToken },
    readings: [
      { name: 'old calls are left out', vendorApiOptions: {} },
      { name: 'old calls are refused', vendorApiOptions: { tooOld: 'refused' } },
    ],
    answers: { rows: 'calls', total: 'total' },
    answersOf: acmeAnswers,
  });
  const check = checks.find((own) => own.name === name);
  expect(check).toBeDefined();
  await expect(check?.run()).rejects.toThrow(says);
});

it('leaves out no mistake', () => {
  expect(Object.keys(caughtBy).sort()).toEqual(Object.keys(brokenAcme).sort());
});
