import {
  type CallFields,
  type CallFilter,
  type CallQuery,
  type CallReading,
  callFieldsSchema,
  type ReadingProof,
  toInstant,
} from '@cdr/core';
import fc, { type Arbitrary } from 'fast-check';
import { callContent, trickyNames, trickyNumbers } from './call-arbitrary.ts';
import { type NoteStep, noteStep } from './note-steps.ts';
import { minute, sampleReading, toCallRow } from './sample-readings.ts';
import { type StatisticStep, statisticStep } from './statistic-steps.ts';

/** One thing that is done to a store. */
export type Step =
  | { kind: 'commit'; reading: CallReading }
  /** Says the answer of an earlier commit again; `index` counts back from the newest. */
  | { kind: 'confirm'; index: number; proof: ReadingProof }
  | { kind: 'list'; query: CallQuery }
  /** Lists page by page, by offset and by key. */
  | { kind: 'page'; query: CallQuery; pageSize: number }
  | { kind: 'delete-rejected'; index: number }
  | { kind: 'delete-raw'; before: number; source: string | undefined }
  | StatisticStep
  | NoteStep
  | { kind: 'reopen' };

type Content = Omit<CallFields, 'startedAt'>;

const minutes = 24;
const { shape } = callFieldsSchema;
const source = fc.constantFrom('alpha', 'betä');
/** Ids whose order by bytes is not their order by UTF-16 code units. */
const idEnding = fc.constantFrom('1', '10', '2', 'ä', 'z', '\uE000', '\uFFFD', '😀', '𝕏', '~1-2');
const offsetMs = fc.constantFrom(0, 0, 1, 59_999);
const span = fc
  .tuple(fc.nat(minutes - 1), fc.integer({ min: 1, max: 8 }))
  .map(([from, length]): [number, number] => [from, from + length]);

const rejectedRow = fc.record({
  raw: fc.constantFrom('{"date":"yesterday"}', '{}', 'ü', 'not even JSON'),
  reason: fc.constantFrom('no date', 'no direction'),
});

const proof = fc.record(
  {
    state: fc.constantFrom('sealed' as const, 'provisional' as const),
    readAt: fc.nat(5).map((count) => minute(2000 + count)),
    vendorRows: fc.option(fc.nat(50)),
    paceMs: fc.constantFrom(0, 60_000),
    basis: fc.constantFrom('{"timeZone":"UTC"}', '{"timeZone":"Europe/Warsaw"}'),
  },
  { requiredKeys: ['state', 'readAt', 'vendorRows', 'paceMs'] },
);

const renamed = fc.record({
  windows: fc.array(
    span.map(([from, to]) => ({ from: minute(from), to: minute(to) })),
    { maxLength: 2 },
  ),
  surplus: fc.constantFrom('confirm' as const, 'remove' as const),
});

const count = fc.nat(9);
const answer = fc.record({
  digest: fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER),
  received: count,
  outside: count,
  duplicate: count,
  vendorRows: fc.option(count),
});

/** A scenario: what is done to an empty store, in order. */
export const scenario: Arbitrary<Step[]> = fc
  .array(callContent, { minLength: 2, maxLength: 4 })
  .chain((contents) => fc.array(stepOf(contents), { minLength: 1, maxLength: 16, size: 'max' }));

function stepOf(contents: readonly Content[]): Arbitrary<Step> {
  return fc.oneof(
    { weight: 6, arbitrary: commitOf(contents) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('confirm' as const), index: fc.nat(3), proof }),
    },
    { weight: 4, arbitrary: statisticStep },
    { weight: 4, arbitrary: noteStep },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('list' as const), query }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('page' as const),
        query,
        pageSize: fc.integer({ min: 1, max: 5 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('delete-rejected' as const), index: fc.nat(5) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('delete-raw' as const),
        before: fc.nat(minutes).map(minute),
        source: fc.option(source, { nil: undefined }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
  );
}

function commitOf(contents: readonly Content[]): Arbitrary<Step> {
  const row = fc.record({
    idEnding,
    at: fc.nat(100),
    offsetMs,
    content: fc.constantFrom(...contents),
    hasRaw: fc.boolean(),
  });
  return fc
    .record({
      source,
      span,
      rows: fc.uniqueArray(row, { maxLength: 8, selector: (own) => own.idEnding }),
      proof: fc.option(proof),
      missing: fc.constantFrom('keep' as const, 'confirm' as const, 'remove' as const),
      rejected: fc.array(rejectedRow, { maxLength: 4 }),
      answered: fc.option(answer),
      renamed: fc.option(renamed, { freq: 2 }),
    })
    .map(({ rows, span: [from, to], rejected, answered, renamed: old, ...rest }) => ({
      kind: 'commit',
      reading: sampleReading(
        [from, to],
        rows.map(({ idEnding: ending, at, offsetMs: ms, content, hasRaw }) => {
          const startedAt = toInstant(minute(from + (at % (to - from))) + ms);
          const raw = hasRaw ? JSON.stringify({ ending, at }) : null;
          return toCallRow(`${rest.source}:${ending}`, { ...content, startedAt }, raw);
        }),
        // Without proof, a store takes the time of rejection from its own clock.
        {
          ...rest,
          rejected: rest.proof === null ? [] : rejected,
          ...(answered === null ? {} : { answer: answered }),
          ...(old === null ? {} : { renamed: old }),
        },
      ),
    }));
}

const name = fc.constantFrom(...trickyNames, '1', '101', 'zofia');
const filter: Arbitrary<CallFilter> = fc.record(
  {
    source: fc.array(source, { maxLength: 2 }),
    from: fc.nat(minutes).map(minute),
    to: fc.nat(minutes + 8).map(minute),
    direction: fc.subarray([...shape.direction.options]),
    disposition: fc.subarray([...shape.disposition.options]),
    kind: fc.subarray([...shape.kind.options]),
    number: fc.array(fc.constantFrom(...trickyNumbers), { maxLength: 2 }),
    agent: fc.array(name, { maxLength: 2 }),
    queue: fc.array(name, { maxLength: 2 }),
    tag: fc.array(name, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const key = fc
  .tuple(source, idEnding, fc.nat(minutes), offsetMs)
  .map(([owner, ending, count, ms]) => ({
    id: `${owner}:${ending}`,
    startedAt: toInstant(minute(count) + ms),
  }));
const query: Arbitrary<CallQuery> = fc.record(
  {
    filter,
    order: fc.constantFrom('asc' as const, 'desc' as const),
    after: key,
    offset: fc.nat(6),
    limit: fc.nat(10),
    raw: fc.boolean(),
  },
  { requiredKeys: [] },
);
