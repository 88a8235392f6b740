import {
  type Call,
  type CallFields,
  callFieldsSchema,
  createCallFields,
  toInstant,
} from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAt, extension, outside } from './__fixtures__/calls.ts';
import { mapperFor } from './__fixtures__/map.ts';
import { type CdrRow, fromCall } from './from-call.ts';
import { type CallerForm, writeCdr } from './write-cdr.ts';

const customer = '5450f1834b75ff2103250001';
const mapper = mapperFor();

function told(call: Call, callerForm: CallerForm = 'object') {
  const text = writeCdr(fromCall(call, customer), callerForm);
  const mapped = mapper(JSON.parse(text), text);
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped;
}

const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const hex = fc.stringMatching(/^[0-9a-f]{24}$/);
const number = fc.oneof(fc.stringMatching(/^\d{2,5}$/), fc.stringMatching(/^\+45\d{8}$/));
/** The hours around the two nights of 2024, and any moment. */
const moment = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 9, 26, 22), max: Date.UTC(2024, 9, 27, 4) }),
  fc.integer({ min: Date.UTC(2024, 2, 30, 22), max: Date.UTC(2024, 2, 31, 4) }),
  fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2037, 0, 1) }),
);
const span = fc.nat({ max: 7_200_000 });

interface Ways {
  direction: CallFields['direction'];
  from: 'own' | 'outside';
  to: 'own' | 'outside';
}
const ways: fc.Arbitrary<Ways> = fc.constantFrom(
  { direction: 'inbound', from: 'outside', to: 'own' },
  { direction: 'inbound', from: 'outside', to: 'outside' },
  { direction: 'outbound', from: 'own', to: 'outside' },
  { direction: 'internal', from: 'own', to: 'own' },
  { direction: 'unknown', from: 'outside', to: 'outside' },
);
const outcomes = fc.constantFrom<
  Pick<CallFields, 'disposition' | 'missedReason' | 'disconnectedBy'>
>(
  { disposition: 'answered', missedReason: null, disconnectedBy: null },
  { disposition: 'answered', missedReason: null, disconnectedBy: 'callee' },
  { disposition: 'no-answer', missedReason: 'caller', disconnectedBy: 'caller' },
  { disposition: 'no-answer', missedReason: 'unknown', disconnectedBy: 'system' },
  { disposition: 'busy', missedReason: 'unknown', disconnectedBy: 'system' },
  { disposition: 'failed', missedReason: 'unknown', disconnectedBy: null },
  { disposition: 'unknown', missedReason: null, disconnectedBy: null },
);

/** Calls that Telecom X can tell in full. */
const representable: fc.Arbitrary<CallFields> = fc
  .record({
    vendorId: hex,
    start: moment,
    ways,
    outcome: outcomes,
    ringMs: span,
    restMs: span,
    isQueued: fc.boolean(),
    names: fc.tuple(maybe(text), maybe(text)),
    numbers: fc.tuple(number, number),
    ids: fc.uniqueArray(hex, { minLength: 2, maxLength: 2 }),
  })
  .map((given): CallFields => {
    const { start, ways: way, outcome, ringMs, restMs } = given;
    const isAnswered = outcome.disposition === 'answered';
    const isOpen = outcome.disposition === 'unknown';
    const isQueued = given.isQueued && !isAnswered && !isOpen;
    const after = (ms: number) => toInstant(start + ms);
    const party = (at: 0 | 1, isOwn: boolean) => ({
      number: given.numbers[at],
      e164: null,
      name: given.names[at],
      type: isOwn ? ('extension' as const) : ('unknown' as const),
      ref: isOwn ? (given.ids[at] ?? null) : null,
    });
    const [from, to] = [party(0, way.from === 'own'), party(1, way.to === 'own')];
    const agents = [to, from]
      .filter(({ type }) => type === 'extension')
      .map(({ ref, name, number: own }) => {
        const extension = /^\d{2,5}$/.test(own) ? own : null;
        return { id: extension ?? ref, name, login: null, extension };
      });
    return createCallFields({
      vendorId: given.vendorId,
      direction: way.direction,
      ...outcome,
      startedAt: toInstant(start),
      queuedAt: isQueued ? after(ringMs) : null,
      answeredAt: isAnswered ? after(ringMs) : null,
      endedAt: isOpen ? null : after(ringMs + restMs),
      timePrecision: 'millisecond',
      timeZone: 'Europe/Copenhagen',
      durationMs: isOpen ? null : ringMs + restMs,
      waitMs: isOpen ? null : isAnswered ? ringMs : ringMs + restMs,
      talkMs: isAnswered ? restMs : null,
      from,
      to,
      agents,
      derived: [
        ...(way.direction === 'unknown' ? [] : ['direction']),
        ...(isOpen ? [] : ['durationMs', 'waitMs']),
        ...(isAnswered ? ['talkMs'] : []),
      ],
    });
  });

describe('toCall after fromCall', () => {
  it('is the call itself, for every call that Telecom X can tell', () => {
    fc.assert(
      fc.property(
        representable,
        fc.constantFrom<CallerForm>('object', 'array'),
        (fields, callerForm) => {
          const call = { id: 'x:1', source: 'x', provider: 'telecomx', ...fields };
          const { key, call: read } = told(call, callerForm);
          expect(read).toEqual(fields);
          expect(key).toBe(fields.vendorId);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const olle = { id: '17', name: 'Olle', login: 'olle', extension: '101' };
const kaj = { id: '18', name: 'Kaj', login: 'kaj', extension: '102' };

describe("another provider's call", () => {
  const foreign = callAt('2024-05-06T07:08:00Z', {
    vendorId: null,
    timePrecision: 'minute',
    direction: 'inbound',
    disposition: 'answered',
    endedAt: null,
    durationMs: 70_000,
    waitMs: 10_000,
    talkMs: 60_000,
    from: { number: null, e164: '+4526000000', name: 'Åge', type: 'person', ref: 'c1' },
    to: { number: '+4570201010', e164: '+4570201010', name: null, type: 'group', ref: null },
    agents: [olle, kaj],
    queue: { id: '34', name: 'Salg' },
    queuedAt: '2024-05-06T07:08:01.000Z',
    disconnectedBy: 'customer',
    recording: { ref: 'x.wav', url: null, downloadUrl: null },
  });

  it('is told as well as Telecom X can tell it', () => {
    const { key, call } = told({ ...foreign, id: 'stockholm:~abc-1', vendorId: null });
    expect(key).toBe('stockholm:~abc-1');
    expect(callFieldsSchema.safeParse(call).success).toBe(true);
    expect(call).toMatchObject({
      vendorId: 'stockholm:~abc-1',
      direction: 'inbound',
      disposition: 'answered',
      startedAt: '2024-05-06T07:08:00.000Z',
      answeredAt: '2024-05-06T07:08:10.000Z',
      endedAt: '2024-05-06T07:09:10.000Z',
      from: { number: '+4526000000', name: 'Åge', type: 'unknown' },
      to: { number: '+4570201010', name: 'Olle', type: 'extension' },
      agents: [{ id: '101', name: 'Olle' }],
      disconnectedBy: 'caller',
      queue: null,
      recording: null,
    });
  });

  it('that a service answered was not answered by the callee', () => {
    const row = fromCall({ ...foreign, agents: [] }, customer);
    expect(row).toMatchObject({ answeredByCallee: false, callee: { extension: null } });
    expect(told({ ...foreign, agents: [] }).call).toMatchObject({
      direction: 'inbound',
      disposition: 'answered',
      agents: [],
    });
  });

  it('that was answered nobody knows when was answered all the same', () => {
    const untimed = { ...foreign, waitMs: null, talkMs: null, agents: [] };
    expect(told(untimed).call).toMatchObject({ disposition: 'answered', answeredAt: null });
  });

  it('computes the answer from the end where the wait is not known', () => {
    expect(told({ ...foreign, waitMs: null }).call.answeredAt).toBe('2024-05-06T07:08:10.000Z');
  });

  it('tells the queue of one that nobody answered', () => {
    const missed = { ...foreign, disposition: 'no-answer', missedReason: 'caller' } as const;
    expect(told(missed).call).toMatchObject({
      disposition: 'no-answer',
      missedReason: 'caller',
      queuedAt: '2024-05-06T07:08:01.000Z',
      answeredAt: null,
    });
  });

  it.each([
    ['agent', 'inbound', 'B'],
    ['customer', 'inbound', 'A'],
    ['agent', 'outbound', 'A'],
    ['customer', 'outbound', 'B'],
    ['agent', 'internal', null],
    ['caller', 'internal', 'A'],
    ['callee', 'unknown', 'B'],
    ['system', 'inbound', 'S'],
  ] as const)('ended by the %s of an %s one was ended by %s', (disconnectedBy, direction, end) => {
    expect(fromCall({ ...foreign, disconnectedBy, direction }, customer).terminatedBy).toBe(end);
  });

  it.each([
    ['answered', null, 'HANGUP', null],
    ['no-answer', 'caller', 'CANCEL', 'A'],
    ['no-answer', 'agent-reject', 'CANCEL', 'B'],
    ['no-answer', 'agent-timeout', 'CANCEL', 'S'],
    ['no-answer', 'unknown', null, null],
    ['busy', 'unknown', 'BUSY', null],
    ['failed', 'unknown', 'FAILED', null],
    ['failed', 'agent-device', 'UNREACHABLE', null],
    ['unknown', null, null, null],
  ] as const)('%s, missed for %s: %s by %s', (disposition, missedReason, reason, by) => {
    const row = fromCall({ ...foreign, disposition, missedReason, disconnectedBy: null }, customer);
    expect([row.terminatedReason, row.terminatedBy]).toEqual([reason, by]);
    if (disposition !== 'unknown')
      expect(
        told({ ...foreign, disposition, missedReason, disconnectedBy: null }).call.disposition,
      ).toBe(disposition);
  });
});

describe('the ends of a call', () => {
  const endsOf = (known: Partial<Call>): [string | null, string | null] => {
    const row: CdrRow = fromCall(callAt('2024-05-06T07:08:00Z', known), customer);
    return [row.caller.extension, row.callee.extension];
  };

  it.each<[string, Partial<Call>, [string | null, string | null]]>([
    ['an inbound one', { direction: 'inbound', agents: [olle] }, [null, '101']],
    ['an inbound one that reached nobody', { direction: 'inbound' }, [null, null]],
    ['one to an extension', { direction: 'inbound', to: extension('233') }, [null, '233']],
    ['an outbound one', { direction: 'outbound', agents: [olle], to: outside('1') }, ['101', null]],
    ['one of nobody known', { direction: 'outbound', from: outside('101') }, ['101', null]],
    [
      'an internal one, by its numbers',
      { direction: 'internal', from: outside('101'), to: outside('102'), agents: [kaj, olle] },
      ['101', '102'],
    ],
    [
      'an internal one, by ids',
      {
        direction: 'internal',
        from: extension(null, '17'),
        to: extension(null, '18'),
        agents: [kaj, olle],
      },
      ['17', '18'],
    ],
    [
      'an internal one to a queue',
      { direction: 'internal', from: outside('101'), to: outside('800'), agents: [olle] },
      ['101', '800'],
    ],
    [
      'an internal one of which neither number is known',
      { direction: 'internal', agents: [olle, kaj] },
      [null, '101'],
    ],
    ['one of unknown direction', { agents: [olle], from: outside('101') }, [null, null]],
    [
      'one of unknown direction from an extension',
      { from: extension('101', 'x1'), to: outside(null) },
      ['x1', null],
    ],
  ])('of %s', (_what, known, ends) => {
    expect(endsOf(known)).toEqual(ends);
  });

  it('name those without an extension by their id or login', () => {
    const agent = { id: null, name: null, login: 'olle', extension: null };
    expect(endsOf({ direction: 'inbound', agents: [agent] })).toEqual([null, 'olle']);
    expect(endsOf({ direction: 'inbound', agents: [{ ...agent, id: '17' }] })).toEqual([
      null,
      '17',
    ]);
  });
});
