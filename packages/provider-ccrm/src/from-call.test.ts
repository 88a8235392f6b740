import {
  type Agent,
  type Call,
  type CallFields,
  callFieldsSchema,
  createCallFields,
  type Party,
  toInstant,
  unknownParty,
  zoneOf,
} from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAt } from './__fixtures__/calls.ts';
import { connectionOptions, settings } from './__fixtures__/connect.ts';
import { fromCall } from './from-call.ts';
import ccrm from './index.ts';
import { type WritingForms, writeEvent } from './write-event.ts';

const zone = zoneOf(settings.timeZone);
const mapper = ccrm.createMapper(connectionOptions, settings);
const documented: WritingForms = {
  words: 'upper',
  parties: 'objects',
  numbers: 'integers',
  externalNumber: 'party',
  note: 'count',
};

const secondMs = 1000;
const secondsBetween = (from: number, to: number) =>
  fc.integer({ min: from / secondMs, max: to / secondMs });
/** The hours around the two nights of 2024, and any second. */
const second = fc.oneof(
  secondsBetween(Date.UTC(2024, 9, 26, 22), Date.UTC(2024, 9, 27, 4)),
  secondsBetween(Date.UTC(2024, 2, 30, 22), Date.UTC(2024, 2, 31, 4)),
  secondsBetween(Date.UTC(2010, 0, 1), Date.UTC(2037, 0, 1)),
);
const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
/** First and last names that a space parts. */
const name = maybe(
  fc
    .array(fc.stringMatching(/^[A-Za-zżółć"'-]{1,8}$/), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(' ')),
);
const number = maybe(fc.oneof(fc.constant('+48 777 888 999'), fc.constant('anonymous'), text));

const party: fc.Arbitrary<Party> = fc.oneof(
  number.map((told) => ({ ...unknownParty, number: told })),
  fc.record({
    number,
    e164: fc.constant(null),
    name,
    type: fc.constantFrom('person', 'organisation'),
    ref: maybe(fc.uuid()),
  }),
);

const agent: fc.Arbitrary<Agent> = fc
  .record({ uuid: maybe(fc.uuid()), name, internal: maybe(fc.integer({ min: 10, max: 9999 })) })
  .map(({ uuid, name: told, internal }) => {
    const extension = internal === null ? null : String(internal);
    return { id: uuid ?? extension, name: told, login: null, extension };
  });

/** Calls that CCRM can tell in full. */
const representable: fc.Arbitrary<CallFields> = fc
  .record({
    second,
    uuid: fc.uuid(),
    kind: fc.constantFrom('call', 'sms', 'fax'),
    direction: fc.constantFrom('inbound', 'outbound', 'internal', 'unknown'),
    disposition: fc.constantFrom('answered', 'no-answer', 'busy', 'unknown'),
    duration: maybe(fc.nat({ max: 20_000 })),
    parties: fc.tuple(party, party),
    agents: fc.array(agent, { maxLength: 3 }),
    tags: fc.array(fc.record({ id: fc.uuid(), name: text, color: maybe(text) }), { maxLength: 3 }),
    destination: maybe(text),
    smsText: maybe(text),
    cost: maybe(fc.oneof(fc.nat().map(String), fc.constant('1.25'))),
    noteCount: maybe(fc.nat({ max: 9 })),
  })
  .map((told): CallFields => {
    const { epochMs, ambiguous } = zone.resolve(zone.toWall(told.second * secondMs));
    const { disposition } = told;
    return createCallFields({
      vendorId: told.uuid,
      kind: told.kind,
      direction: told.direction,
      disposition,
      missedReason: disposition === 'no-answer' || disposition === 'busy' ? 'unknown' : null,
      startedAt: toInstant(epochMs),
      timePrecision: 'second',
      timeZone: zone.id,
      timeAmbiguous: ambiguous,
      durationMs: told.duration === null ? null : told.duration * secondMs,
      from: told.parties[0],
      to: told.parties[1],
      agents: told.agents,
      tags: told.tags,
      destination: told.destination,
      smsText: told.smsText,
      cost: told.cost === null ? null : { amount: told.cost, currency: null },
      noteCount: told.noteCount,
    });
  });

function told(call: Call, forms: Partial<WritingForms> = {}) {
  const json = writeEvent(fromCall(call, zone), { ...documented, ...forms });
  const mapped = mapper(JSON.parse(json), json);
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped;
}

describe('toCall after fromCall', () => {
  it('is the call itself, for every call that CCRM can tell and however it writes it', () => {
    const forms = fc.record({
      words: fc.constantFrom('upper', 'camel', 'underscored', 'spaced'),
      parties: fc.constantFrom('objects', 'lists'),
      numbers: fc.constantFrom('integers', 'text'),
      externalNumber: fc.constantFrom('party', 'other'),
    });
    fc.assert(
      fc.property(representable, forms, (fields, written) => {
        const call = { id: 'krakow:1', source: 'krakow', provider: 'ccrm', ...fields };
        const { key, call: read } = told(call, written);
        expect(read).toEqual(fields);
        expect(key).toBe(fields.vendorId);
      }),
      { numRuns: 500 },
    );
  });
});

describe("another provider's call", () => {
  const foreign = callAt('2024-05-06T07:08:09.987Z', {
    timePrecision: 'millisecond',
    direction: 'inbound',
    disposition: 'answered',
    queuedAt: '2024-05-06T07:08:10.000Z',
    answeredAt: '2024-05-06T07:08:20.000Z',
    endedAt: '2024-05-06T07:09:20.000Z',
    from: { number: null, e164: '+46701234567', name: 'Åsa Öberg', type: 'person', ref: 'c1' },
    to: { number: '800', e164: null, name: 'Support', type: 'group', ref: null },
    agents: [
      { id: '17', name: 'Olle', login: 'olle', extension: '101' },
      { id: null, name: 'Kaj', login: 'kaj', extension: '007' },
      { id: '103', name: null, login: null, extension: '103' },
    ],
    queue: { id: '5', name: 'Support' },
    tags: [{ id: null, name: 'vip', color: '#fff' }],
    cost: { amount: '1.50', currency: 'SEK' },
  });

  it('is told as well as CCRM can tell it', () => {
    const { key, call: read } = told({ ...foreign, id: 'stockholm:~abc-1', vendorId: null });
    expect(key).toBe('stockholm:~abc-1');
    expect(callFieldsSchema.safeParse(read).success).toBe(true);
    expect(read).toMatchObject({
      vendorId: 'stockholm:~abc-1',
      startedAt: '2024-05-06T07:08:09.000Z',
      queuedAt: null,
      answeredAt: null,
      endedAt: null,
      durationMs: 70_000,
      talkMs: null,
      from: { number: '+46701234567', name: 'Åsa Öberg', type: 'person', ref: 'c1' },
      to: { number: '800', name: null, type: 'unknown', ref: null },
      agents: [
        { id: '17', name: 'Olle', login: null, extension: '101' },
        { id: 'kaj', name: 'Kaj', login: null, extension: '7' },
        { id: '103', name: null, login: null, extension: '103' },
      ],
      queue: null,
      tags: [{ id: null, name: 'vip', color: '#fff' }],
      cost: { amount: '1.5', currency: null },
    });
  });

  it.each([
    ['inbound', null, { id: '5', name: null }, 'queue'],
    ['inbound', '2024-05-06T07:08:10.000Z', null, 'queue'],
    ['inbound', null, null, 'noQueue'],
    ['outbound', null, null, 'noQueue'],
    ['internal', null, { id: '5', name: null }, 'internal'],
  ] as const)(
    'of %s direction, queued at %j in %j, went by %s',
    (direction, queuedAt, queue, status) => {
      const row = fromCall({ ...foreign, direction, queuedAt, queue }, zone);
      expect(row.userTalk.status).toBe(status);
    },
  );

  it('that failed has no status, since CCRM has no word for it', () => {
    expect(fromCall({ ...foreign, disposition: 'failed' }, zone).status).toBeNull();
    expect(told({ ...foreign, disposition: 'failed' }).call.disposition).toBe('unknown');
  });

  it('leaves unknown what nobody knows', () => {
    const { call } = told(callAt('2024-05-06T07:08:09.987Z'));
    const { startedAt, timeZone, vendorId } = call;
    expect(call).toEqual(
      createCallFields({ startedAt, timePrecision: 'second', timeZone, vendorId }),
    );
  });

  it('of spans that run backwards tells none', () => {
    const backwards = { ...foreign, endedAt: '2024-05-06T07:08:00.000Z' };
    expect(told(backwards).call.durationMs).toBeNull();
  });

  it.each([
    ['inbound', '+46701234567'],
    ['outbound', '800'],
    ['internal', null],
    ['unknown', null],
  ] as const)('of %s direction has outside %j', (direction, numberFormatted) => {
    const { externalNumber } = fromCall({ ...foreign, direction }, zone);
    expect(externalNumber.numberFormatted).toBe(numberFormatted);
  });
});

describe('numbers', () => {
  it.each([
    ['+48 777 888 999', 48777888999],
    ['0048 12', 4812],
    ['anonymous', null],
  ])('%s are sent as the integer %j beside their text', (given, integer) => {
    const from = { ...unknownParty, number: given };
    const row = fromCall(callAt('2024-05-06T07:08:09Z', { from }), zone);
    expect(row.from).toMatchObject({ number: given, numberNotFormatted: integer });
  });
});
