import { readFileSync } from 'node:fs';
import { type CallFields, zoneOf } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { connectionOptions, settings } from './__fixtures__/connect.ts';
import { type ContactEvent, eventSchema } from './api.ts';
import ccrm from './index.ts';
import { readAnswer } from './read-answer.ts';

const mapper = ccrm.createMapper(connectionOptions, settings);
const sample = readAnswer(
  readFileSync(new URL('./__fixtures__/documented-history.json', import.meta.url), 'utf8'),
);
const uuid = 'e4baaa94-095a-41b3-b638-203dcfcfd3fe';
const required = { uuid, callDate: '2022-12-29 11:24:57', service: 'CALL' };

function mapText(text: string) {
  return mapper(JSON.parse(text), text);
}

function map(row: Partial<Record<keyof ContactEvent | 'externalNumber', unknown>>): CallFields {
  const mapped = mapText(JSON.stringify({ ...required, ...row }));
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped.call;
}

describe("the documents' sample", () => {
  it('is a page of one row among many', () => {
    expect(sample.total).toBe(8437);
    expect(sample.rows).toHaveLength(1);
    expect(eventSchema.safeParse(sample.rows[0]).success).toBe(true);
  });

  it('maps field by field', () => {
    expect(mapper(sample.rows[0], sample.texts[0] ?? '')).toEqual({
      ok: true,
      key: uuid,
      call: {
        vendorId: uuid,
        groupId: null,
        kind: 'call',
        direction: 'inbound',
        disposition: 'answered',
        missedReason: null,
        startedAt: '2022-12-29T10:24:57.000Z',
        queuedAt: null,
        answeredAt: null,
        endedAt: null,
        timePrecision: 'second',
        timeZone: 'Europe/Warsaw',
        timeAmbiguous: false,
        durationMs: 368_000,
        waitMs: null,
        talkMs: null,
        holdMs: null,
        billedMs: null,
        from: { number: '+48 555 555 555', e164: null, name: null, type: 'unknown', ref: null },
        to: { number: '+48 777 888 999', e164: null, name: null, type: 'unknown', ref: null },
        agents: [
          {
            id: 'fdf75d0c-fc9f-41dc-9a54-af2121db989b',
            name: 'Jan Kowalski',
            login: null,
            extension: '107',
          },
        ],
        queue: null,
        group: null,
        service: null,
        trunk: null,
        disconnectedBy: null,
        transferredTo: null,
        recording: null,
        customerId: null,
        ticketId: null,
        topicId: null,
        campaignId: null,
        tags: [{ id: '62bd7385-c4ba-46f5-94b5-2fae4ebc87d4', name: 'Billing', color: '#fa702e' }],
        rating: null,
        destination: 'Połączenie Przychodzące',
        smsText: null,
        cost: { amount: '0', currency: null },
        noteCount: 1,
        derived: [],
      },
    });
  });
});

describe('the start', () => {
  it.each([
    ['2024-01-15 08:30:59', '2024-01-15T07:30:59.000Z', false],
    ['2024-07-15 08:30:59', '2024-07-15T06:30:59.000Z', false],
    ['2024-10-27 02:30:00', '2024-10-27T00:30:00.000Z', true],
    ['2024-03-31 02:30:00', '2024-03-31T01:30:00.000Z', true],
  ])('%s on the wall of the source is %s', (callDate, expected, ambiguous) => {
    const { startedAt, timeAmbiguous, timePrecision } = map({ callDate });
    expect([startedAt, timeAmbiguous, timePrecision]).toEqual([expected, ambiguous, 'second']);
  });

  it('is on the wall that config names', () => {
    const inUtc = ccrm.createMapper(connectionOptions, { ...settings, timeZone: 'UTC' });
    const mapped = inUtc(required, '');
    expect(mapped.ok && mapped.call.startedAt).toBe('2022-12-29T11:24:57.000Z');
  });
});

describe('rows that are no calls', () => {
  it.each([
    ['"text"', 'expected object'],
    [JSON.stringify({ ...required, uuid: undefined }), 'uuid'],
    [JSON.stringify({ ...required, uuid: '' }), 'uuid'],
    [JSON.stringify({ ...required, uuid: 17 }), 'uuid'],
    [JSON.stringify({ ...required, callDate: undefined }), 'callDate'],
    [JSON.stringify({ ...required, callDate: '2022-12-29' }), 'callDate'],
    [JSON.stringify({ ...required, callDate: '2022-02-30 11:24:57' }), 'callDate'],
    [JSON.stringify({ ...required, service: undefined }), 'service'],
    [JSON.stringify({ ...required, service: 'TELEX' }), 'service'],
    [JSON.stringify({ ...required, duration: {} }), 'duration'],
  ])('%s is rejected with its reason', (text, reason) => {
    const mapped = mapText(text);
    expect(mapped.ok).toBe(false);
    expect(!mapped.ok && mapped.reason).toContain(reason);
  });
});

describe('words', () => {
  it.each([
    ['CALL', 'call'],
    ['call', 'call'],
    ['SMS', 'sms'],
    ['sms', 'sms'],
    ['FAX', 'fax'],
    ['Fax ', 'fax'],
  ])('service %j is %s', (service, kind) => {
    expect(map({ service }).kind).toBe(kind);
  });

  it.each([
    ['IN', 'inbound'],
    ['in', 'inbound'],
    ['OUT', 'outbound'],
    ['out', 'outbound'],
    ['INTERNAL', 'internal'],
    ['Internal', 'internal'],
    ['sideways', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
  ])('callDirection %j is %s', (callDirection, direction) => {
    expect(map({ callDirection }).direction).toBe(direction);
  });

  it.each([
    ['ANSWERED', 'answered', null],
    ['answered', 'answered', null],
    ['noAnswer', 'no-answer', 'unknown'],
    ['NOANSWER', 'no-answer', 'unknown'],
    ['NO_ANSWER', 'no-answer', 'unknown'],
    ['NO ANSWER', 'no-answer', 'unknown'],
    ['no-answer', 'no-answer', 'unknown'],
    ['busy', 'busy', 'unknown'],
    ['BUSY', 'busy', 'unknown'],
    ['FAILED', 'unknown', null],
    ['', 'unknown', null],
    [null, 'unknown', null],
  ])('status %j is %s', (status, disposition, missedReason) => {
    for (const service of ['CALL', 'SMS', 'FAX']) {
      expect(map({ status, service })).toMatchObject({ disposition, missedReason });
    }
  });
});

describe('a party', () => {
  const number = '+48 777 888 999';
  const none = { number: null, e164: null, name: null, type: 'unknown', ref: null };

  it.each([
    [
      'a person',
      { type: 'person', uuid: 'p1', firstName: 'Ewa', lastName: 'Nowak', avatar: 'e.png' },
      'Ewa Nowak',
    ],
    [
      'a person of one name',
      { type: 'person', uuid: 'p1', firstName: null, lastName: 'Nowak' },
      'Nowak',
    ],
    ['an organisation', { type: 'organisation', uuid: 'p1', name: 'Zakład "Ż"' }, 'Zakład "Ż"'],
    ['somebody without a name', { type: 'person', uuid: 'p1', firstName: '', lastName: '' }, null],
  ])('may be %s', (_, contact, name) => {
    const party = { ...contact, number, numberNotFormatted: 48777888999 };
    const expected = { number, e164: null, name, type: contact.type, ref: 'p1' };
    expect(map({ from: party, to: [party] })).toMatchObject({ from: expected, to: expected });
  });

  it.each([
    ['the formatted number', { number, numberNotFormatted: 48777888999 }, number],
    [
      'the formatted one, whatever the other says',
      { number: '0048 12', numberNotFormatted: 4812 },
      '0048 12',
    ],
    ['the integer where it has nothing else', { numberNotFormatted: 48777888999 }, '48777888999'],
    ['the text where it has nothing else', { number: '', numberNotFormatted: '048777' }, '048777'],
    ['nothing for nothing but zeros', { number: null, numberNotFormatted: 0 }, null],
    ['nothing', { number: null, numberNotFormatted: null }, null],
  ])('has %s', (_, told, expected) => {
    expect(map({ from: told }).from.number).toBe(expected);
  });

  it.each([[null], [undefined], [[]], [{}], ['x'], [[null]]])(
    'may be %j, which is nobody',
    (from) => {
      expect(map({ from }).from).toEqual(none);
    },
  );

  it('of an unknown type is unknown', () => {
    expect(map({ from: { type: 'robot', number } }).from.type).toBe('unknown');
  });

  it('is never the external number, which belongs to neither side', () => {
    const externalNumber = { numberFormatted: '+48 333 333 333', numberNotFormatted: 48333333333 };
    expect(map({ externalNumber })).toEqual(map({}));
  });
});

describe('the agents', () => {
  const jan = { internal: 107, uuid: 'u1', firstName: 'Jan', lastName: 'Kowalski' };
  const ewa = { internal: '108', uuid: null, firstName: null, lastName: null };

  it('are all receivers, by uuid, or by extension where the vendor found none', () => {
    expect(map({ userTalk: { status: 'queue', receivers: [jan, ewa] } }).agents).toEqual([
      { id: 'u1', name: 'Jan Kowalski', login: null, extension: '107' },
      { id: '108', name: null, login: null, extension: '108' },
    ]);
  });

  it.each([
    ['an object', jan, ['u1']],
    ['an object by number', { 0: jan, 2: ewa }, ['u1', '108']],
    ['an empty list', [], []],
    ['an empty object', {}, []],
    ['null', null, []],
  ])('may come as %s', (_, receivers, ids) => {
    expect(map({ userTalk: { status: 'queue', receivers } }).agents.map(({ id }) => id)).toEqual(
      ids,
    );
  });

  it.each([[null], [[]], ['noQueue']])('may be missing with all of userTalk: %j', (userTalk) => {
    expect(map({ userTalk }).agents).toEqual([]);
  });
});

describe('tags', () => {
  it.each([
    ['relUuid', { relUuid: 'r1' }],
    ['reluuid', { reluuid: 'r1' }],
    ['neither', {}],
  ])('are the flags, with %s', (_, relation) => {
    const flag = { name: 'VIP', uuid: 'f1', color: '#fff', ...relation };
    const expected = [{ id: 'f1', name: 'VIP', color: '#fff' }];
    expect(map({ flags: [flag] }).tags).toEqual(expected);
    expect(map({ flags: { 3: flag } }).tags).toEqual(expected);
  });

  it('may be missing in every way', () => {
    for (const flags of [null, undefined, [], {}, [{}], [null]])
      expect(map({ flags }).tags).toEqual([]);
  });
});

describe('what is told of the call', () => {
  it.each([
    [368, 368_000],
    ['368', 368_000],
    [0, 0],
    ['', null],
    [null, null],
    [-1, null],
  ])(
    'duration %j is its whole length, of which talking is an unknown part',
    (duration, durationMs) => {
      const call = map({ duration, status: 'answered' });
      expect(call).toMatchObject({ durationMs, talkMs: null, waitMs: null, answeredAt: null });
      expect(call.derived).toEqual([]);
    },
  );

  it.each([
    ['0', '0'],
    ['12', '12'],
    ['1.10', '1.10'],
    ['"1,10"', '1,10'],
  ])('cost %s is an amount without a currency', (written, amount) => {
    const mapped = mapText(JSON.stringify({ ...required, cost: '?' }).replace('"?"', written));
    expect(mapped.ok && mapped.call.cost).toEqual({ amount, currency: null });
  });

  it('may have no cost', () => {
    expect(map({ cost: null }).cost).toBeNull();
    expect(map({ cost: '' }).cost).toBeNull();
  });

  it.each([
    [2, 2],
    ['2', 2],
    [0, 0],
    [true, 1],
    [false, 0],
    [null, null],
    ['some', null],
  ])('note %j is a number of notes: %j', (note, noteCount) => {
    expect(map({ note }).noteCount).toBe(noteCount);
  });

  it('of an SMS has its text', () => {
    const { kind, smsText } = map({ service: 'SMS', smsData: 'Oddzwoń\n"proszę"' });
    expect([kind, smsText]).toEqual(['sms', 'Oddzwoń\n"proszę"']);
  });
});

it('refuses zones that do not exist when the mapper is made', () => {
  const wrong = { ...settings, timeZone: 'Europe/Krakow' };
  expect(() => ccrm.createMapper(connectionOptions, wrong)).toThrow('time zone');
  expect(zoneOf(settings.timeZone).id).toBe('Europe/Warsaw');
});
