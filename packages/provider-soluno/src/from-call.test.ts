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
import { callAt, partyAt } from './__fixtures__/calls.ts';
import { formatTime, fromCall } from './from-call.ts';
import soluno from './index.ts';
import { type AbsentForm, writeEntry } from './write-entry.ts';

const zone = zoneOf('Europe/Stockholm');
const settings = { source: 'stockholm', timeZone: zone.id, country: 'SE', extensions: null };
const mapper = soluno.createMapper(soluno.options.parse({ token: 't' }), settings);
const absentForms = ['null', 'text', 'empty', 'missing'] as const;

const extension = fc.stringMatching(/^\d{2,5}$/);
const outside = fc.stringMatching(/^\+46\d{7,9}$/);
const number = fc.oneof(extension, outside, fc.constant('anonymous'), fc.constant(null));
/** The hours around the two nights of 2024, and any moment. */
const moment = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 9, 26, 22), max: Date.UTC(2024, 9, 27, 4) }),
  fc.integer({ min: Date.UTC(2024, 2, 30, 22), max: Date.UTC(2024, 2, 31, 4) }),
  fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2037, 0, 1) }),
);
const span = fc.option(fc.nat({ max: 7_200_000 }), { nil: null });

/** Calls that Soluno can tell in full. */
const representable: fc.Arbitrary<CallFields> = fc
  .record({
    start: moment,
    caller: number,
    group: fc.option(extension, { nil: null }),
    callee: number,
    queued: span,
    wait: span,
    duration: span,
  })
  .map(({ start, caller, group, callee, queued, wait, duration }): CallFields => {
    const after = (ms: number | null) => (ms === null ? null : toInstant(start + ms));
    const isOwn = (one: string | null) => one !== null && /^\d{2,5}$/.test(one);
    const staysInside = isOwn(callee) || group !== null;
    const direction = isOwn(caller)
      ? staysInside
        ? 'internal'
        : callee === null
          ? 'unknown'
          : 'outbound'
      : staysInside
        ? 'inbound'
        : 'unknown';
    const talkMs = wait === null || duration === null || wait > duration ? null : duration - wait;
    const agents = [callee, caller].filter(isOwn).map((one) => ({
      id: null,
      name: null,
      login: null,
      extension: one,
    }));
    const party = (one: string | null) => ({
      ...partyAt(one),
      type: isOwn(one) ? ('extension' as const) : ('unknown' as const),
    });
    return createCallFields({
      direction,
      disposition: wait === null ? 'no-answer' : 'answered',
      missedReason: wait === null ? 'unknown' : null,
      startedAt: toInstant(start),
      queuedAt: after(queued),
      answeredAt: after(wait),
      endedAt: after(duration),
      timePrecision: 'millisecond',
      timeZone: zone.id,
      durationMs: duration,
      waitMs: wait,
      talkMs,
      from: party(caller),
      to: party(callee),
      agents,
      queue: group === null ? null : { id: group, name: null },
      derived: [
        ...(direction === 'unknown' ? [] : ['direction']),
        ...(duration === null ? [] : ['durationMs']),
        ...(wait === null ? [] : ['waitMs']),
        ...(talkMs === null ? [] : ['talkMs']),
        ...(agents.length === 0 ? [] : ['agents']),
      ],
    });
  });

function told(call: Call, absent: AbsentForm = 'null'): CallFields {
  const mapped = mapper(JSON.parse(writeEntry(fromCall(call, zone), absent)), '');
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped.call;
}

describe('toCall after fromCall', () => {
  it('is the call itself, for every call that Soluno can tell and however it writes absence', () => {
    fc.assert(
      fc.property(representable, fc.constantFrom(...absentForms), (fields, absent) => {
        const call = { id: 'x', source: 'stockholm', provider: 'soluno', ...fields };
        expect(told(call, absent)).toEqual(fields);
      }),
      { numRuns: 500 },
    );
  });
});

describe('formatTime', () => {
  it.each([
    ['2017-01-04T15:16:04.274Z', 'Europe/Stockholm', '2017-01-04T16:16:04.274+01:00'],
    ['2024-10-27T00:30:00.000Z', 'Europe/Stockholm', '2024-10-27T02:30:00.000+02:00'],
    ['2024-10-27T01:30:00.000Z', 'Europe/Stockholm', '2024-10-27T02:30:00.000+01:00'],
    ['2024-01-01T00:00:00.000Z', 'America/St_Johns', '2023-12-31T20:30:00.000-03:30'],
    ['2024-01-01T00:00:00.000Z', 'UTC', '2024-01-01T00:00:00.000+00:00'],
  ])('writes %s in %s', (instant, timeZone, expected) => {
    expect(formatTime(Date.parse(instant), zoneOf(timeZone))).toBe(expected);
  });
});

describe("another provider's call", () => {
  const foreign = callAt('2024-05-06T07:08:00Z', {
    timePrecision: 'minute',
    direction: 'inbound',
    disposition: 'answered',
    endedAt: null,
    durationMs: 70_000,
    waitMs: 10_000,
    talkMs: 60_000,
    from: { ...partyAt(null), e164: '+46701234567' },
    to: partyAt('800'),
    agents: [{ id: '17', name: 'Olle', login: 'olle', extension: '101' }],
    queue: { id: '34', name: 'Support' },
    recording: { ref: 'x.wav', url: null, downloadUrl: null },
  });

  it('is told as well as Soluno can tell it', () => {
    const call = told(foreign);
    expect(callFieldsSchema.safeParse(call).success).toBe(true);
    expect(call).toMatchObject({
      direction: 'inbound',
      disposition: 'answered',
      startedAt: '2024-05-06T07:08:00.000Z',
      answeredAt: '2024-05-06T07:08:10.000Z',
      endedAt: '2024-05-06T07:09:10.000Z',
      from: { number: '+46701234567' },
      to: { number: '800' },
      queue: { id: '34' },
      recording: null,
    });
  });

  it('names its agent where its target is a group, or nobody', () => {
    const group = { ...partyAt('+468123456'), type: 'group' as const };
    expect(told({ ...foreign, to: group }).to.number).toBe('101');
    expect(told({ ...foreign, to: partyAt(null) }).to.number).toBe('101');
    expect(told({ ...foreign, to: group, agents: [] }).to.number).toBe('+468123456');
  });

  it('names its agent as the caller of an outbound one that tells no number', () => {
    const outbound = told({
      ...foreign,
      direction: 'outbound',
      from: partyAt(null),
      to: partyAt('+46701234567'),
      queue: null,
    });
    expect(outbound.from.number).toBe('101');
    expect(outbound.direction).toBe('outbound');
  });

  it('computes the answer from the end where the wait is not known', () => {
    expect(told({ ...foreign, waitMs: null }).answeredAt).toBe('2024-05-06T07:08:10.000Z');
  });

  it('tells no answer that nobody knows the time of, and none of a call that was not answered', () => {
    expect(told({ ...foreign, waitMs: null, talkMs: null }).answeredAt).toBeNull();
    const answeredAt = '2024-05-06T07:08:10.000Z';
    expect(told({ ...foreign, disposition: 'no-answer', answeredAt }).answeredAt).toBeNull();
    expect(told({ ...foreign, disposition: 'unknown' }).answeredAt).toBeNull();
    expect(told({ ...foreign, disposition: 'unknown', answeredAt }).answeredAt).toBe(answeredAt);
  });

  it('has a group by its name where it has no id', () => {
    expect(told({ ...foreign, queue: { id: null, name: 'Support' } }).queue?.id).toBe('Support');
  });
});
