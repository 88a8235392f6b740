import { readFileSync } from 'node:fs';
import { type CallFields, zoneOf } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { type Connection, connectionSchema } from './api.ts';
import thulium from './index.ts';
import { readAnswer } from './read-answer.ts';

const settings = { source: 'warsaw', timeZone: 'Europe/Warsaw', country: 'PL', extensions: null };
const mapper = thulium.createMapper(
  { baseUrl: 'https://acme.thulium.com', username: 'u', password: 'p' },
  settings,
);
const sample = readAnswer(
  readFileSync(new URL('./__fixtures__/documented-connection.json', import.meta.url), 'utf8'),
);

function mapText(text: string) {
  return mapper(JSON.parse(text), text);
}

function map(row: Partial<Record<keyof Connection, unknown>>): CallFields {
  const mapped = mapText(
    JSON.stringify({ date: '2014-07-07 11:08', connection_id: '1.1', ...row }),
  );
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped.call;
}

describe("the documents' sample", () => {
  it('is a page of one row', () => {
    expect(sample.total).toBe(1);
    expect(connectionSchema.safeParse(sample.rows[0]).success).toBe(true);
  });

  it('maps field by field', () => {
    const mapped = mapper(sample.rows[0], sample.texts[0] ?? '');
    expect(mapped).toEqual({
      ok: true,
      key: '1416225570.341',
      call: {
        vendorId: '1416225570.341',
        groupId: null,
        kind: 'call',
        direction: 'inbound',
        disposition: 'answered',
        missedReason: null,
        startedAt: '2014-07-07T09:08:00.000Z',
        queuedAt: null,
        answeredAt: null,
        endedAt: null,
        timePrecision: 'minute',
        timeZone: 'Europe/Warsaw',
        timeAmbiguous: false,
        durationMs: 129_000,
        waitMs: 25_000,
        talkMs: 104_000,
        holdMs: null,
        billedMs: 104_000,
        from: { number: '123123', e164: null, name: 'Bob Smith', type: 'person', ref: null },
        to: { number: '1234', e164: null, name: 'John Doe', type: 'person', ref: null },
        agents: [{ id: 'john_doe', name: 'John Doe', login: 'john_doe', extension: null }],
        queue: { id: '34', name: null },
        group: null,
        service: null,
        trunk: 'siptrunk',
        disconnectedBy: 'agent',
        transferredTo: 'Janusz',
        recording: {
          ref: 'sprzedaz/2014-07-07/2014-07-07_093545_921063395.234.wav',
          url: null,
          downloadUrl: null,
        },
        customerId: '123456',
        ticketId: null,
        topicId: null,
        campaignId: null,
        tags: [
          { id: null, name: 'tag1', color: null },
          { id: null, name: 'tag2', color: null },
          { id: null, name: 'tag3', color: null },
        ],
        rating: { scale: 'face', value: 'happy' },
        destination: null,
        smsText: null,
        cost: null,
        noteCount: null,
        derived: ['waitMs'],
      },
    });
  });
});

describe('the start', () => {
  it("is the minute's first instant on the source's wall", () => {
    const { startedAt, timePrecision, timeAmbiguous } = map({ date: '2024-01-15 08:30' });
    expect(startedAt).toBe('2024-01-15T07:30:00.000Z');
    expect(timePrecision).toBe('minute');
    expect(timeAmbiguous).toBe(false);
  });

  it('is the earlier instant in the autumn fold, and says so', () => {
    const { startedAt, timeAmbiguous } = map({ date: '2024-10-27 02:30' });
    expect(startedAt).toBe('2024-10-27T00:30:00.000Z');
    expect(timeAmbiguous).toBe(true);
  });

  it('is moved past the spring gap, and says so', () => {
    const { startedAt, timeAmbiguous } = map({ date: '2024-03-31 02:30' });
    expect(startedAt).toBe('2024-03-31T01:30:00.000Z');
    expect(timeAmbiguous).toBe(true);
  });

  it('stays the minute should seconds be told', () => {
    expect(map({ date: '2024-01-15 08:30:59' }).startedAt).toBe('2024-01-15T07:30:00.000Z');
  });
});

describe('the identity', () => {
  it.each(['1416225570.340', '1416225570.000', '1416225570.3400', '1416225570'])(
    'keeps %s to the letter, as text and as a number',
    (id) => {
      for (const written of [id, `"${id}"`]) {
        const text = `{"date":"2014-07-07 11:08","src":"\\"connection_id\\":7","connection_id" : ${written}}`;
        const mapped = mapText(text);
        expect(mapped.ok && mapped.key).toBe(id);
        expect(mapped.ok && mapped.call.vendorId).toBe(id);
      }
    },
  );

  it('keeps ids beyond 2^53', () => {
    const mapped = mapText(
      '{"date":"2014-07-07 11:08","connection_id":"1","customer_id":12345678901234567891}',
    );
    expect(mapped.ok && mapped.call.customerId).toBe('12345678901234567891');
  });
});

describe('rows that are no calls', () => {
  it.each([
    ['"text"', 'expected object'],
    ['{"connection_id":"1"}', 'date'],
    ['{"date":"2014-07-07 11:08"}', 'connection_id'],
    ['{"date":"2014-07-07 11:08","connection_id":""}', 'connection_id'],
    ['{"date":"2014-07-07 11:08","connection_id":null}', 'connection_id'],
    ['{"date":"2014-02-30 11:08","connection_id":"1"}', 'date'],
    ['{"date":"soon","connection_id":"1"}', 'date'],
    ['{"date":"2014-07-07","connection_id":"1"}', 'date'],
    ['{"date":"2014-07-07 11:08","connection_id":"1","user":{}}', 'user'],
  ])('%s is rejected with its reason', (text, reason) => {
    const mapped = mapText(text);
    expect(mapped.ok).toBe(false);
    expect(!mapped.ok && mapped.reason).toContain(reason);
  });
});

describe('the disposition', () => {
  it.each([
    ['ANSWERED', 'answered', null],
    ['NO ANSWER', 'no-answer', 'unknown'],
    ['NO_ANSWER', 'no-answer', 'unknown'],
    ['no answer', 'no-answer', 'unknown'],
    ['BUSY', 'busy', 'unknown'],
    [' Failed ', 'failed', 'unknown'],
    ['CONGESTION', 'unknown', null],
    ['', 'unknown', null],
    [null, 'unknown', null],
  ])('%j is %s', (disposition, expected, missedReason) => {
    const call = map({ disposition });
    expect(call.disposition).toBe(expected);
    expect(call.missedReason).toBe(missedReason);
  });

  it('stays answered when the queue or the IVR answered and no agent did', () => {
    const call = map({
      disposition: 'ANSWERED',
      type: 'INBOUND',
      dst_user: 'Menu',
      dst_user_login: '',
      billsec: 4,
    });
    expect(call.disposition).toBe('answered');
    expect(call.agents).toEqual([]);
    expect(call.to.name).toBe('Menu');
  });
});

describe('the agent', () => {
  const both = { user: 'Ala', user_login: 'ala', dst_user: 'Ola', dst_user_login: 'ola' };

  it.each([
    ['INBOUND', 'inbound', ['ola']],
    ['OUTBOUND', 'outbound', ['ala']],
    ['inbound', 'inbound', ['ola']],
    ['', 'unknown', []],
  ])('of type %j is the own side', (type, direction, logins) => {
    const call = map({ type, ...both });
    expect(call.direction).toBe(direction);
    expect(call.agents.map((agent) => agent.login)).toEqual(logins);
    expect(call.from.name).toBe('Ala');
    expect(call.to.name).toBe('Ola');
  });

  it('makes no internal call of an outbound one between extensions', () => {
    expect(map({ type: 'OUTBOUND', src: '101', dst: '102' }).direction).toBe('outbound');
  });
});

describe('durations', () => {
  it.each([
    [129, 104, 129_000, 104_000, 25_000],
    ['129', '104', 129_000, 104_000, 25_000],
    [30, 0, 30_000, 0, 30_000],
    [0, 0, 0, 0, 0],
    [10, 12, 10_000, 12_000, null],
    [10, '', 10_000, null, null],
    [null, 5, null, 5000, null],
    [-1, 'x', null, null, null],
  ])('of duration %j and billsec %j', (duration, billsec, durationMs, talkMs, waitMs) => {
    const call = map({ duration, billsec });
    expect(call).toMatchObject({ durationMs, talkMs, billedMs: talkMs, waitMs });
    expect(call.answeredAt).toBeNull();
    expect(call.endedAt).toBeNull();
    expect(call.derived).toEqual(waitMs === null ? [] : ['waitMs']);
  });
});

describe('what is absent', () => {
  it('is null, whether "", null or not there', () => {
    const texts = {
      src: '',
      dst: '',
      operator: '',
      filename: '',
      user: '',
      customer_id: '',
      ticket_id: '',
      topic_id: '',
      outbound_id: '',
      queue_id: '',
      disconnected_by: '',
      transferred_to: '',
      rating: '',
      tags: '',
    };
    const nulls = Object.fromEntries(Object.keys(texts).map((key) => [key, null]));
    expect(map(texts)).toEqual(map({}));
    expect(map(nulls)).toEqual(map({}));
    expect(map({}).queue).toBeNull();
    expect(map({}).recording).toBeNull();
  });

  it('may be an empty array where an object is documented, as PHP writes it', () => {
    expect(map({ rating: [], tags: {} })).toEqual(map({}));
  });
});

describe('ids', () => {
  it('are text, however the vendor writes them', () => {
    const numbers = map({ queue_id: 34, customer_id: 5, topic_id: 6, ticket_id: 7, src: 101 });
    const texts = map({
      queue_id: '34',
      customer_id: '5',
      topic_id: '6',
      ticket_id: '7',
      src: '101',
    });
    expect(numbers).toEqual(texts);
    expect(numbers.queue).toEqual({ id: '34', name: null });
  });

  it('of campaigns keep their zeros', () => {
    expect(map({ outbound_id: '00001' }).campaignId).toBe('00001');
  });
});

describe('tags', () => {
  it('are names or objects', () => {
    const tags = ['vip', { id: 3, name: 'lead', color: '#f00' }, '', null, {}, 7];
    expect(map({ tags }).tags).toEqual([
      { id: null, name: 'vip', color: null },
      { id: '3', name: 'lead', color: '#f00' },
      { id: null, name: '7', color: null },
    ]);
  });
});

describe('unknown zones', () => {
  it('are refused when the mapper is made', () => {
    const wrong = { ...settings, timeZone: 'Europe/Krakow' };
    expect(() =>
      thulium.createMapper({ baseUrl: 'x', username: 'u', password: 'p' }, wrong),
    ).toThrow('time zone');
    expect(zoneOf('Europe/Warsaw').id).toBe('Europe/Warsaw');
  });
});
