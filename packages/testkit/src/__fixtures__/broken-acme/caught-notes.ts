import type { Caught } from './caught.ts';

/** What catches the mistakes with notes. */
export const caughtNotes: Caught = {
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
  'numbers notes as they come': [
    'notes: writes nothing when the same notes are read again',
    /reading again inserted \d+/,
  ],
  'claims notes of every call': [
    'notes: asks about each call with notes once, and about no other',
    /calls were asked about where/,
  ],
  'cuts names of authors off within a sign': [
    'notes: stores in a DuckDB file what it stores in memory',
    /the notes in the file are others/,
  ],
  'maps notes by what their texts do not tell': [
    'notes: brings rejected rows back once the mapping takes them',
    /still rejected: /,
  ],
};
