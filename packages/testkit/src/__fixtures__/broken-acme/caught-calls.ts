import type { Caught } from './caught.ts';

/** What catches the mistakes with calls, and with their recordings. */
export const caughtCalls: Caught = {
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
  'adds the time to every row': [
    'writes nothing when the same range is read again',
    /reading again inserted 0, updated \d+/,
  ],
  'says nothing of its vendor': [
    'says that it can be reached',
    /the check of a source gives no line/,
  ],
  'says that it is let in where it has not asked': [
    'says when its credentials do not hold',
    /refused credentials are told as null/,
  ],
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
  'goes on telling what is gone': [
    'removes records that are gone, once the vendor has said so twice',
    /not true: /,
  ],
  'gives the same answer when it is asked again at once': [
    'keeps records that a single answer lacks',
    /missing: /,
  ],
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
  'knows no hour that comes twice': [
    'is exact on the night in which an hour comes twice when old calls are left out',
    /not flagged as one of an ambiguous wall time/,
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
  'makes ids from everything but the id': [
    'keeps records of the same content apart',
    /calls are stored where/,
  ],
  'makes ids from starts alone': [
    'keeps many records of the same instant apart',
    /A record came on two pages/,
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
  'takes maintenance for an empty page': [
    'ends the same when the vendor once answers 503, whenever that is',
    /missing: /,
  ],
  'takes a vendor that is not to be reached for an empty page': [
    'ends the same when the vendor once breaks the connection before it answers, whenever that is',
    /missing: /,
  ],
  'takes an answer that breaks off for an empty page': [
    'ends the same when the vendor once breaks the connection within its answer, whenever that is',
    /missing: /,
  ],
  'takes what has come first for the whole answer': [
    'ends the same when the vendor once drips its answer byte by byte, whenever that is',
    /missing: /,
  ],
  'waits for ever': [
    'ends the same when the vendor once never answers, whenever that is',
    /at request 1 of \d+: a request waits for its answer for ever/,
  ],
  'asks the vendor something whenever a sync begins': [
    'asks nothing about what is sealed and older than the lookback',
    /1 requests were sent/,
  ],
  'leaves out the last hour': ['reads the newest minutes once they are over', /missing: /],
  'tells fractions of milliseconds': [
    'stores in a DuckDB file what it stores in memory',
    /durationMs is/,
  ],
  'maps no record twice': ['updates records that changed', /is \d+, not|durationMs is/],
  'maps what its texts do not tell': [
    'brings rejected rows back once the mapping takes them',
    /still rejected: /,
  ],
  'numbers records by their place in a day': [
    'keeps records that the vendor no longer tells',
    /missing: |are stored/,
  ],
  'forgets what it is asked for a fourth time': [
    'lets a verification find a record that the store lost, and bring it back',
    /missing: |left differences/,
  ],
  'names no document': ['names documents of the vendor', /names no document/],
};
