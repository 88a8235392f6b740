import {
  type CallFields,
  type CallFilter,
  callFieldsSchema,
  createCallFields,
  dimensionNames,
  type EpochMs,
  intervalUnits,
  metricNames,
  partySchema,
  type SummaryQuery,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import fc, { type Arbitrary } from 'fast-check';

const { shape } = callFieldsSchema;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nightMs = 10 * hourMs;

/** Ten hours about a change of clocks, or about the end of a month, a year or the count of milliseconds. */
const nights: { from: EpochMs; timeZone: string }[] = [
  { from: toEpochMs('2026-10-24T20:00:00.000Z'), timeZone: 'Europe/Warsaw' },
  { from: toEpochMs('2026-03-28T20:00:00.000Z'), timeZone: 'Europe/Warsaw' },
  // Midnight comes twice, and not at all.
  { from: toEpochMs('2026-10-24T16:00:00.000Z'), timeZone: 'Asia/Beirut' },
  { from: toEpochMs('2026-03-28T18:00:00.000Z'), timeZone: 'Asia/Beirut' },
  // Half an hour comes twice; a day is left out.
  { from: toEpochMs('2026-04-04T10:00:00.000Z'), timeZone: 'Australia/Lord_Howe' },
  { from: toEpochMs('2011-12-30T05:00:00.000Z'), timeZone: 'Pacific/Apia' },
  { from: toEpochMs('2026-12-31T19:00:00.000Z'), timeZone: 'Asia/Kolkata' },
  { from: toEpochMs('1969-12-31T19:00:00.000Z'), timeZone: 'UTC' },
];

/** A call of one of two sources. */
export interface SourceCall {
  source: string;
  call: CallFields;
}

/** Calls, and questions about them. */
export interface SummaryTrial {
  calls: SourceCall[];
  queries: SummaryQuery[];
}

/** Calls of one night, with everything that bad data can hold, and any questions about them. */
export const summaryTrial: Arbitrary<SummaryTrial> = fc
  .constantFrom(...nights)
  .chain(({ from, timeZone }) =>
    fc.record({
      calls: fc.array(sourceCall(from), { maxLength: 20 }),
      queries: fc.array(summaryQuery(from, timeZone), { minLength: 2, maxLength: 4 }),
    }),
  );

const lengthMs = fc.option(
  fc.oneof(fc.constantFrom(0, 20_000, -5000), fc.integer({ min: -1000, max: 4 * hourMs })),
  { freq: 4 },
);
const number = fc.option(fc.constantFrom('101', '102', '+4811', '+4812'), { freq: 8 });
const partyName = fc.option(fc.constantFrom('Ewa', '\u{1F600}', '\uFFFD', ''));
const party = fc.record({
  number,
  e164: fc.option(fc.constantFrom('+4811', '+4812', '+4813'), { freq: 2 }),
  type: fc.constantFrom(...partySchema.shape.type.options),
  name: partyName,
  ref: fc.constant(null),
});
/** Their order by bytes is another one than that by letters, or by UTF-16. */
const name = fc.option(fc.constantFrom('Zofia', 'ąka', '\u{1F600}', '\uFFFD', ''));
const id = fc.option(fc.constantFrom('1', '2', '10'), { freq: 2 });
const agent = fc.record({ id, name, login: id, extension: number });

/** Whole minutes, so that there are many ties; a few days off. */
function instantIn(from: EpochMs) {
  return fc
    .tuple(fc.nat(nightMs / minuteMs), fc.constantFrom(0, 0, 0, 0, 0, 1, -1, 8))
    .map(([minute, day]) => toInstant(from + minute * minuteMs + day * dayMs));
}

function sourceCall(from: EpochMs): Arbitrary<SourceCall> {
  const instant = instantIn(from);
  const instantOrNull = fc.option(instant, { freq: 4 });
  const fields: { [Key in keyof CallFields]?: Arbitrary<CallFields[Key]> } = {
    startedAt: instant,
    kind: fc.constantFrom('call', 'call', 'call', 'sms'),
    direction: fc.constantFrom('inbound', 'outbound', 'internal', 'internal', 'unknown'),
    disposition: fc.constantFrom('answered', ...shape.disposition.options),
    queuedAt: instantOrNull,
    answeredAt: instantOrNull,
    endedAt: instantOrNull,
    durationMs: lengthMs,
    waitMs: lengthMs,
    talkMs: lengthMs,
    holdMs: lengthMs,
    from: party,
    to: party,
    agents: fc.array(agent, { maxLength: 4 }),
    queue: fc.option(fc.record({ id, name })),
    group: name,
    service: name,
  };
  return fc
    .record({ source: fc.constantFrom('alpha', 'beta'), known: fc.record(fields) })
    .map(({ source, known }) => ({
      source,
      call: createCallFields({
        startedAt: toInstant(from),
        timePrecision: 'minute',
        timeZone: 'Europe/Warsaw',
        ...known,
      }),
    }));
}

function summaryQuery(from: EpochMs, nightZone: string): Arbitrary<SummaryQuery> {
  const to = from + nightMs;
  const filters: CallFilter[] = [
    {},
    { from: from + 3 * hourMs, to: to - hourMs },
    { from: from + 90 * minuteMs },
    { to: to - 90 * minuteMs, source: ['alpha'] },
    { from, to, kind: ['call', 'sms'], agent: ['1', 'ZOFIA'] },
    { direction: ['inbound', 'internal'], queue: ['2'], number: ['101', '+4811'] },
  ];
  const alike = [
    { source: 'alpha', agent: '1' },
    { source: 'beta', agent: '2' },
    { source: 'beta', agent: '101' },
  ];
  return fc
    .record({
      metrics: fc.oneof(
        fc.constant(metricNames),
        fc.uniqueArray(fc.constantFrom(...metricNames), { minLength: 1, maxLength: 4 }),
      ),
      by: fc.uniqueArray(fc.constantFrom('agent', ...dimensionNames), { maxLength: 3 }),
      interval: fc.option(fc.constantFrom(...intervalUnits), { nil: undefined, freq: 4 }),
      timeZone: fc.constantFrom(nightZone, nightZone, 'Europe/Warsaw', 'America/Lima'),
      filter: fc.constantFrom(...filters),
      thresholdMs: fc.constantFrom(20_000, 0),
      rows: fc.constantFrom({}, { fill: true }, { top: 1 }, { top: 2 }),
      people: fc.constantFrom(
        [],
        [{ name: 'Zofia', agents: alike }],
        [
          { name: '1', agents: alike.slice(0, 2) },
          { name: 'Ćma', agents: alike.slice(2) },
        ],
      ),
      unsupplied: fc.constantFrom({}, { beta: ['talkSeconds', 'traffic'] }),
    })
    .map(({ interval, rows, ...query }) => ({
      ...query,
      ...rows,
      ...(interval === undefined ? {} : { interval }),
    }));
}
