import type { Caught } from './caught.ts';

/** What catches the mistakes with sums. */
export const caughtSums: Caught = {
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
  'takes a part of a month for the whole': [
    'sums-day: sums up the same in two runs, split anywhere, as in one',
    /missing: /,
  ],
  'mixes up slices of sums that it reads at once': [
    'sums-day: sums up the same whatever the concurrency and the order of completion',
    /missing: |is \d+, not/,
  ],
  'calls agents by the time of the reading': [
    'sums-day: writes nothing when the same range is read again',
    /reading again inserted 0, updated \d+/,
  ],
  'knows no leap day in sums': ['sums-day: is exact over a leap day', /missing: /],
  'tells fractions of seconds in sums': [
    'sums-day: stores in a DuckDB file what it stores in memory',
    /the statistics in the file are others/,
  ],
  'maps sums by what their texts do not tell': [
    'sums-day: brings rejected rows back once the mapping takes them',
    /still rejected: /,
  ],
};
