import { type CallFields, createCallFields, toInstant, unknownParty, zoneOf } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAt } from './__fixtures__/calls.ts';
import { fromCall } from './from-call.ts';
import caresoft from './index.ts';
import { type WritingForms, writeCall } from './write-call.ts';

const zone = zoneOf('Asia/Ho_Chi_Minh');
const mapper = caresoft.createMapper(
  caresoft.options.parse({ domain: 'acme', token: 'api_token' }),
  {
    source: 'hanoi',
    timeZone: zone.id,
    country: 'VN',
    extensions: null,
  },
);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
/** Ids as they come: numbers, numbers that are none, and text. */
const id = fc.oneof(
  fc.maxSafeNat().map(String),
  fc.stringMatching(/^0\d{1,8}$/),
  fc.stringMatching(/^[1-9]\d{16,22}$/),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/),
);
const seconds = (max: number) => maybe(fc.nat({ max }).map((count) => count * 1000));
const party = maybe(fc.stringMatching(/^(\+?\d{2,14}|anonymous)$/)).map((number) => ({
  ...unknownParty,
  number,
}));
/** One agent, or two that can't be taken for one. */
const agents = fc
  .array(fc.record({ user: fc.nat({ max: 9999 }), extension: maybe(fc.nat({ max: 999 })) }), {
    maxLength: 2,
  })
  .map((told) =>
    told.map(({ user, extension }, index) => ({
      id: `${user}${index}`,
      name: null,
      login: null,
      extension: extension === null ? null : `${extension}${index}`,
    })),
  );
const url = fc.stringMatching(/^[a-z0-9]{8,16}$/).map((key) => `https://vendor.test/f/${key}.mp3`);
const ending = fc.constantFrom(...(['no-answer', 'unknown', 'answered'] as const));

/** Calls that CareSoft can tell in full. */
const representable: fc.Arbitrary<CallFields> = fc
  .record({
    second: fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2037, 0, 1) / 1000 }),
    vendorId: id,
    groupId: id,
    direction: fc.constantFrom('inbound', 'outbound', 'unknown'),
    disposition: ending,
    missedReason: fc.constantFrom(
      'caller',
      'agent-device',
      'agent-reject',
      'agent-timeout',
      'unknown',
    ),
    durationMs: seconds(200_000),
    waitMs: seconds(9_000),
    talkMs: seconds(400_000),
    holdMs: seconds(9_000),
    parties: fc.tuple(party, party),
    agents,
    group: maybe(id),
    service: maybe(id),
    customerId: maybe(id),
    ticketId: maybe(id),
    disconnectedBy: fc.constantFrom('customer', 'system', null),
    recording: maybe(fc.record({ url, downloadUrl: maybe(url) })),
    rating: maybe(fc.stringMatching(/^[1-5]$/)),
  })
  .map(({ second, parties: [from, to], durationMs, recording, rating, ...told }): CallFields => {
    const startedAt = second * 1000;
    const isMissed = told.disposition === 'no-answer';
    return createCallFields({
      ...told,
      from,
      to,
      startedAt: toInstant(startedAt),
      endedAt: durationMs === null ? null : toInstant(startedAt + durationMs),
      timePrecision: 'second',
      timeZone: zone.id,
      missedReason: isMissed ? told.missedReason : null,
      durationMs,
      recording: recording === null ? null : { ref: null, ...recording },
      rating: rating === null ? null : { scale: null, value: rating },
      derived: durationMs === null ? [] : ['durationMs'],
    });
  })
  // What is lost in the IVR met no department that the vendor could name.
  .map((call) =>
    call.disposition === 'no-answer' && call.direction === 'inbound' && call.agents.length === 0
      ? { ...call, group: null }
      : call,
  );

const forms: fc.Arbitrary<WritingForms> = fc.record({
  ids: fc.constantFrom('sample', 'mixed', 'text', 'number'),
  ivrCallType: fc.constantFrom(0, 3),
  missedReason: fc.constantFrom('missed', 'answered'),
});

describe('toCall after fromCall', () => {
  it('is the call itself, however it is written', () => {
    fc.assert(
      fc.property(representable, forms, fc.boolean(), (fields, form, isIvr) => {
        const call = { id: 'truth:1', source: 'truth', provider: 'caresoft', ...fields };
        const text = writeCall(fromCall(call, zone), isIvr && fields.direction === 'inbound', form);
        expect(mapper(JSON.parse(text), text)).toEqual({
          ok: true,
          key: fields.vendorId,
          call: fields,
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('fromCall', () => {
  it('tells calls of other providers as well as CareSoft can', () => {
    const call = callAt('2024-05-01T00:00:00.900Z', {
      direction: 'internal',
      disposition: 'busy',
      missedReason: 'unknown',
      durationMs: 61_500,
      billedMs: 30_000,
      from: { number: null, e164: '+84901774143', name: 'Lan', type: 'person', ref: null },
      queue: { id: 'q1', name: 'Sales' },
      agents: [{ id: null, name: 'Minh', login: 'minh', extension: null }],
      disconnectedBy: 'agent',
    });
    expect(fromCall({ ...call, vendorId: null }, zone)).toMatchObject({
      id: call.id,
      call_id: '20240501070000-CDR-84901774143',
      caller: '+84901774143',
      called: null,
      user_id: 'minh',
      agent_id: null,
      group_id: 'q1',
      call_type: 1,
      call_status: 'miss',
      start_time: '2024-05-01 07:00:00',
      end_time: '2024-05-01 07:01:02',
      talk_time: '00:00:30',
      end_status: null,
      missed_reason: null,
    });
  });

  it.each([
    ['caller', 'inbound', 'cus'],
    ['callee', 'outbound', 'cus'],
    ['callee', 'inbound', null],
    ['caller', 'outbound', null],
    ['agent', 'inbound', null],
    ['system', 'inbound', 'system'],
  ] as const)('%s hung up on an %s call: %s', (disconnectedBy, direction, told) => {
    const call = callAt('2024-05-01T00:00:00Z', { disconnectedBy, direction });
    expect(fromCall(call, zone).end_status).toBe(told);
  });

  it('says nothing of what the vendor can’t say', () => {
    const call = callAt('2024-05-01T00:00:00Z', { direction: 'unknown', disposition: 'unknown' });
    expect(fromCall(call, zone)).toMatchObject({
      call_type: null,
      call_status: null,
      end_time: null,
      wait_time: null,
      talk_time: null,
      missed_reason: null,
    });
  });
});
