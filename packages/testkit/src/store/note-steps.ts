import {
  type NoteFields,
  type NoteQuery,
  type NotesDueRule,
  type NotesReading,
  toInstant,
} from '@cdr/core';
import fc, { type Arbitrary } from 'fast-check';
import { trickyNames } from './call-arbitrary.ts';
import { notesReading, sampleCallNotes, toNoteRow } from './sample-notes.ts';
import { minute } from './sample-readings.ts';

/** What is done to the notes of a store. */
export type NoteStep =
  | { kind: 'commit-notes'; reading: NotesReading }
  | { kind: 'list-notes'; query: NoteQuery }
  | { kind: 'list-due'; rule: NotesDueRule };

const minutes = 24;
const sources = ['alpha', 'betä'] as const;
const source = fc.constantFrom(...sources);
/** Those of calls in scenarios, and others. */
const callEnding = fc.constantFrom('1', '10', '2', 'ä', '\uE000', '😀', 'not a call');
const text = fc.option(fc.constantFrom(...trickyNames));
const flag = fc.option(fc.boolean());
const atMinute = fc.nat(minutes);
const instant = fc.option(atMinute.map((count) => toInstant(minute(count))));

const note: Arbitrary<NoteFields> = fc.record({
  text,
  createdAt: instant,
  author: fc.record({ id: text, name: text }),
  pinned: flag,
  edited: flag,
  deleted: flag,
  files: fc.array(
    fc.record({
      id: text,
      name: text,
      mimeType: text,
      sizeBytes: fc.option(fc.maxSafeNat()),
      description: text,
      uploadedAt: instant,
    }),
    { maxLength: 2 },
  ),
});

const noteRow = fc
  .record({
    id: fc.constantFrom('n1', 'n2', '😀', '\uFFFD'),
    note,
    raw: fc.option(fc.constantFrom('{"text":"x"}', 'no JSON')),
  })
  .map((own) => toNoteRow(own.id, own.note, own.raw));

const callNotes = fc.record({
  callEnding,
  at: atMinute,
  noteCount: fc.option(fc.nat(2)),
  rows: fc.uniqueArray(noteRow, { maxLength: 3, selector: ({ id }) => id }),
  rejected: fc.array(
    fc.record({ raw: fc.constantFrom('{}', '[]'), reason: fc.constantFrom('no text', 'odd') }),
    { maxLength: 2 },
  ),
});

const basis = fc.constantFrom('{"timeZone":"UTC"}', '{"timeZone":"Europe/Warsaw"}');

const commit: Arbitrary<NoteStep> = fc
  .record({
    source,
    basis: fc.option(basis),
    calls: fc.uniqueArray(callNotes, { maxLength: 4, selector: (own) => own.callEnding }),
    readAt: fc.option(fc.nat(3).map((count) => minute(2000 + count))),
  })
  .map(({ source: owner, calls, readAt, basis: own }) => ({
    kind: 'commit-notes',
    reading: notesReading(
      calls.map(({ callEnding: ending, at, rows, ...rest }) =>
        sampleCallNotes(`${owner}:${ending}`, at, rows, rest),
      ),
      { source: owner, readAt, ...(own === null ? {} : { basis: own }) },
    ),
  }));

const bounds = { from: atMinute.map(minute), to: atMinute.map(minute) };

const query: Arbitrary<NoteQuery> = fc.record(
  {
    filter: fc.record(
      {
        source: fc.subarray([...sources]),
        ...bounds,
        callId: fc.array(fc.constantFrom('alpha:1', 'betä:😀', 'alpha:ä'), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
    raw: fc.boolean(),
  },
  { requiredKeys: [] },
);

const rule: Arbitrary<NotesDueRule> = fc.record(
  {
    source,
    youngFrom: fc.oneof(atMinute.map(minute), fc.constant(Number.NEGATIVE_INFINITY)),
    readUntil: fc.nat(4).map((count) => minute(1999 + count)),
    basis,
    ...bounds,
  },
  { requiredKeys: ['source', 'youngFrom', 'readUntil'] },
);

/** One thing that is done to notes. */
export const noteStep: Arbitrary<NoteStep> = fc.oneof(
  { weight: 3, arbitrary: commit },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('list-notes' as const), query }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('list-due' as const), rule }) },
);
