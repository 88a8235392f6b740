import {
  type Call,
  type CallFields,
  callFieldsSchema,
  createCallFields,
  toInstant,
  zoneOf,
} from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAt } from './__fixtures__/calls.ts';
import { fromCall } from './from-call.ts';
import thulium from './index.ts';
import { writeConnection } from './write-connection.ts';

const zone = zoneOf('Europe/Warsaw');
const settings = { source: 'warsaw', timeZone: zone.id, country: 'PL', extensions: null };
const mapper = thulium.createMapper(
  { baseUrl: 'https://acme.thulium.com', username: 'u', password: 'p' },
  settings,
);
const everything = { includeTags: true, includeTopics: true };

const minuteMs = 60_000;
const from = Date.UTC(2010, 0, 1) / minuteMs;
const to = Date.UTC(2037, 0, 1) / minuteMs;
/** The hours around the two nights of 2024, and any minute. */
const minute = fc.oneof(
  fc.integer({
    min: Date.UTC(2024, 9, 26, 22) / minuteMs,
    max: Date.UTC(2024, 9, 27, 4) / minuteMs,
  }),
  fc.integer({
    min: Date.UTC(2024, 2, 30, 22) / minuteMs,
    max: Date.UTC(2024, 2, 31, 4) / minuteMs,
  }),
  fc.integer({ min: from, max: to }),
);
const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const id = fc.oneof(text, fc.nat().map(String), fc.constant('00017'));
const seconds = maybe(fc.nat({ max: 20_000 }));

/** Calls that Thulium can tell in full. */
const representable: fc.Arbitrary<CallFields> = fc
  .record({
    minute,
    connectionId: fc.oneof(
      text,
      fc.tuple(fc.nat(), fc.stringMatching(/^\d{1,6}$/)).map(([whole, part]) => `${whole}.${part}`),
    ),
    direction: fc.constantFrom('inbound', 'outbound', 'unknown'),
    disposition: fc.constantFrom('answered', 'no-answer', 'busy', 'failed', 'unknown'),
    duration: seconds,
    billsec: seconds,
    numbers: fc.tuple(maybe(text), maybe(text)),
    names: fc.tuple(maybe(text), maybe(text)),
    login: maybe(text),
    queue: maybe(id),
    texts: fc.tuple(maybe(text), maybe(text), maybe(text)),
    ids: fc.tuple(maybe(id), maybe(id), maybe(id), maybe(id)),
    disconnectedBy: fc.constantFrom('agent', 'customer', null),
    tags: fc.array(text, { maxLength: 3 }),
    rating: maybe(fc.record({ scale: text, value: maybe(text) })),
  })
  .map((told): CallFields => {
    const { epochMs, ambiguous } = zone.resolve(zone.toWall(told.minute * minuteMs));
    const { direction, disposition, login } = told;
    const durationMs = told.duration === null ? null : told.duration * 1000;
    const talkMs = told.billsec === null ? null : told.billsec * 1000;
    const hasWait = durationMs !== null && talkMs !== null && talkMs <= durationMs;
    const [fromName, toName] = told.names;
    const hasCaller = direction === 'outbound' && login !== null;
    const hasCallee = direction === 'inbound' && login !== null;
    const [trunk, transferredTo, ref] = told.texts;
    const [customerId, ticketId, topicId, campaignId] = told.ids;
    return createCallFields({
      vendorId: told.connectionId,
      direction,
      disposition,
      missedReason: disposition === 'answered' || disposition === 'unknown' ? null : 'unknown',
      startedAt: toInstant(epochMs),
      timePrecision: 'minute',
      timeZone: zone.id,
      timeAmbiguous: ambiguous,
      durationMs,
      waitMs: hasWait ? durationMs - talkMs : null,
      talkMs,
      billedMs: talkMs,
      from: {
        number: told.numbers[0],
        e164: null,
        name: fromName,
        type: hasCaller ? 'person' : 'unknown',
        ref: null,
      },
      to: {
        number: told.numbers[1],
        e164: null,
        name: toName,
        type: hasCallee ? 'person' : 'unknown',
        ref: null,
      },
      agents:
        hasCaller || hasCallee
          ? [{ id: login, name: hasCaller ? fromName : toName, login, extension: null }]
          : [],
      queue: told.queue === null ? null : { id: told.queue, name: null },
      trunk,
      disconnectedBy: told.disconnectedBy,
      transferredTo,
      recording: ref === null ? null : { ref, url: null, downloadUrl: null },
      customerId,
      ticketId,
      topicId,
      campaignId,
      tags: told.tags.map((name) => ({ id: null, name, color: null })),
      rating: told.rating,
      derived: hasWait ? ['waitMs'] : [],
    });
  });

function told(call: Call, ids: 'documented' | 'text' | 'mixed' | 'number' = 'documented') {
  const json = writeConnection(fromCall(call, zone), everything, ids);
  const mapped = mapper(JSON.parse(json), json);
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped;
}

describe('toCall after fromCall', () => {
  it('is the call itself, for every call that Thulium can tell and however it writes ids', () => {
    fc.assert(
      fc.property(
        representable,
        fc.constantFrom('documented', 'text', 'mixed', 'number'),
        (fields, ids) => {
          const call = { id: 'warsaw:1', source: 'warsaw', provider: 'thulium', ...fields };
          const { key, call: read } = told(call, ids);
          expect(read).toEqual(fields);
          expect(key).toBe(fields.vendorId);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("another provider's call", () => {
  const foreign = callAt('2024-05-06T07:08:09.987Z', {
    vendorId: null,
    timePrecision: 'millisecond',
    direction: 'inbound',
    disposition: 'answered',
    queuedAt: '2024-05-06T07:08:10.000Z',
    answeredAt: '2024-05-06T07:08:20.000Z',
    endedAt: '2024-05-06T07:09:20.000Z',
    from: { number: null, e164: '+46701234567', name: 'Åsa', type: 'person', ref: 'c1' },
    to: { number: '800', e164: null, name: null, type: 'group', ref: null },
    agents: [
      { id: '17', name: 'Olle', login: null, extension: '101' },
      { id: '18', name: 'Kaj', login: null, extension: '102' },
    ],
    queue: { id: null, name: 'Support' },
    disconnectedBy: 'callee',
    tags: [{ id: '5', name: null, color: '#fff' }],
  });

  it('is told as well as Thulium can tell it', () => {
    const call = { ...foreign, id: 'stockholm:~abc-1', vendorId: null };
    const { key, call: read } = told(call);
    expect(key).toBe('stockholm:~abc-1');
    expect(callFieldsSchema.safeParse(read).success).toBe(true);
    expect(read).toMatchObject({
      vendorId: 'stockholm:~abc-1',
      direction: 'inbound',
      disposition: 'answered',
      startedAt: '2024-05-06T07:08:00.000Z',
      queuedAt: null,
      answeredAt: null,
      endedAt: null,
      durationMs: 70_000,
      talkMs: 60_000,
      waitMs: 10_000,
      from: { number: '+46701234567', name: 'Åsa' },
      to: { number: '800', name: 'Olle' },
      agents: [{ id: '17', login: '17', name: 'Olle' }],
      queue: { id: 'Support' },
      disconnectedBy: 'agent',
      tags: [{ name: '5' }],
    });
  });

  it('of internal direction is an outbound one, and its agent the caller', () => {
    const { call } = told({ ...foreign, direction: 'internal' });
    expect(call.direction).toBe('outbound');
    expect(call.agents.map((agent) => agent.id)).toEqual(['17']);
    expect(call.from.name).toBe('Olle');
  });

  it('leaves unknown what nobody knows', () => {
    const { call } = told(callAt('2024-05-06T07:08:09.987Z'));
    const { startedAt, timePrecision, timeZone, vendorId } = call;
    expect(call).toEqual(createCallFields({ startedAt, timePrecision, timeZone, vendorId }));
  });

  it.each([
    ['caller', 'inbound', 'customer'],
    ['callee', 'inbound', 'agent'],
    ['caller', 'outbound', 'agent'],
    ['callee', 'outbound', 'customer'],
    ['caller', 'unknown', null],
    ['caller', 'internal', null],
    ['system', 'inbound', null],
  ] as const)('ended by the %s of an %s one was ended by %s', (disconnectedBy, direction, side) => {
    const { call } = told({ ...foreign, disconnectedBy, direction });
    expect(call.disconnectedBy).toBe(side);
  });

  it('of spans that run backwards tells none', () => {
    const { call } = told({ ...foreign, endedAt: '2024-05-06T07:08:00.000Z' });
    expect(call.durationMs).toBeNull();
    expect(call.talkMs).toBeNull();
  });
});
