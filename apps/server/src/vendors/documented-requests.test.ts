import { type CallFields, unknownParty } from '@cdr/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';
import { sampleSources } from './__fixtures__/sample-sources.ts';
import { storeCalls } from './__fixtures__/store-calls.ts';

/**
 * The example requests of the vendors' documents, each to the letter but for host, path in front and
 * credentials, over calls that they are about.
 */
let server: TestServer;
let key: string;

beforeEach(async () => {
  server = await startTestServer({ sources: sampleSources });
  key = await server.key();
});

afterEach(() => server.close());

const agent = { id: null, name: null, login: null, extension: null };
const numbered = (number: string) => ({ ...unknownParty, number });

async function ask(path: string, authorization: string, init: RequestInit = {}) {
  const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization };
  const answer = await fetch(`${server.url}/vendors/${path}`, { ...init, headers });
  return { status: answer.status, body: await answer.json() };
}

describe('Thulium’s documents', () => {
  it.each([{ accept: 'application/json' }, { 'content-type': 'application/json; charset=utf-8' }])(
    'ask for one connection of a day, with %j',
    async (headers) => {
      await storeCalls(server.store, 'warsaw', [
        { startedAt: '2014-07-03T12:00:00.000Z' },
        {
          startedAt: '2014-07-04T09:08:00.000Z',
          vendorId: '1416225570.341',
          direction: 'inbound',
          disposition: 'answered',
          durationMs: 129_000,
          talkMs: 104_000,
          from: numbered('123123'),
          to: numbered('1234'),
        },
        { startedAt: '2014-07-04T08:00:00.000Z' },
      ]);
      const basic = `Basic ${Buffer.from(`api_user:${key}`).toString('base64')}`;
      const query = 'limit=1&offset=0&date_from=2014-07-04&date_to=2014-07-05';
      const { status, body } = await ask(`warsaw/api/connections?${query}`, basic, { headers });
      expect(status).toBe(200);
      expect(body).toEqual({
        count: 2,
        result: [
          expect.objectContaining({
            date: '2014-07-04 11:08',
            src: '123123',
            dst: '1234',
            disposition: 'ANSWERED',
            duration: 129,
            billsec: 104,
            connection_id: '1416225570.341',
            type: 'INBOUND',
          }),
        ],
      });
    },
  );
});

describe('Soluno’s documents', () => {
  it.each([
    ['from=2017-01-04%2008:00&to=2017-01-04%2017:00', 2],
    ['from=2017-01-01%2008:00&to=2017-01-04%2017:00', 3],
    ['from=2017-01-04&to=2017-01-04', 3],
  ])('ask for %s', async (query, count) => {
    server.setNow('2017-02-01T00:00:00.000Z');
    const answered = {
      startedAt: '2017-01-04T15:16:04.274Z',
      endedAt: '2017-01-04T15:17:31.164Z',
      queuedAt: '2017-01-04T15:16:10.279Z',
      answeredAt: '2017-01-04T15:16:10.279Z',
      disposition: 'answered',
      queue: { id: '622', name: null },
      from: numbered('+4672111111'),
      to: numbered('+4672555555'),
    } as const;
    await storeCalls(server.store, 'stockholm', [
      answered,
      { startedAt: '2017-01-04T15:16:03.004Z', endedAt: '2017-01-04T15:16:33.578Z' },
      { startedAt: '2017-01-03T15:16:03.004Z', endedAt: '2017-01-03T15:16:33.578Z' },
      { startedAt: '2017-01-04T20:00:00.000Z', endedAt: '2017-01-04T20:00:01.000Z' },
    ]);
    const { status, body } = await ask(`stockholm/cdr/historik?${query}`, `Bearer ${key}`);
    expect(status).toBe(200);
    expect(body).toHaveLength(count);
    expect(body).toContainEqual({
      callerNo: '+4672111111',
      start: '2017-01-04T16:16:04.274+01:00',
      receivingNo: '622',
      received: '2017-01-04T16:16:10.279+01:00',
      calleeNo: '+4672555555',
      calleeAnswered: '2017-01-04T16:16:10.279+01:00',
      stop: '2017-01-04T16:17:31.164+01:00',
    });
  });
});

describe('CareSoft’s documents', () => {
  it('ask for the calls of a number with an agent, by the telephone that is said to be theirs', async () => {
    const own: Partial<CallFields> = {
      direction: 'inbound',
      disposition: 'answered',
      from: numbered('0868887835'),
      agents: [{ ...agent, id: '1', extension: '5000' }],
    };
    await storeCalls(server.store, 'hanoi', [
      { ...own, startedAt: '2022-10-08T16:38:14.000Z' },
      { ...own, startedAt: '2022-10-09T16:38:14.000Z', from: numbered('0901774143') },
      { ...own, startedAt: '2022-10-10T16:38:14.000Z', agents: [{ ...agent, extension: '1444' }] },
      { ...own, startedAt: '2022-09-01T16:38:14.000Z' },
    ]);
    const query =
      'start_time_to=2022-10-11T10%3A00%3A00Z&phone=0868887835&agent_id=5000&start_time_since=2022-9-11T10%3A00%3A00Z';
    const { status, body } = await ask(`hanoi/domain/api/v1/calls?${query}`, `Bearer ${key}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      code: 'OK',
      numFound: 1,
      calls: [
        { caller: '0868887835', start_time: '2022-10-08 23:38:14', call_status: 'meetAgent' },
      ],
    });
  });
});

describe('Telecom X’s documents', () => {
  const example = {
    customer: '12345678901234567890ABCD',
    employees: ['12345678901234567890AAAA', '12345678901234567890BBBB'],
    from: '2020-01-01-T00:00:00.000Z',
    to: '2020-01-31T00:00:00.000Z',
    ignoreBelow: 10,
    ignoreLocal: true,
    direction: 'BOTH',
    groupingInterval: 'DAY',
    fields: ['employeeName', 'extensionNumber', 'inboundCalls', 'outboundCalls'],
    sort: 'extensionNumber',
    format: 'JSON',
  };
  const post = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  beforeEach(async () => {
    const anna = { ...agent, id: '12345678901234567890AAAA', name: 'Anna', extension: '232' };
    const outbound: Partial<CallFields> = {
      direction: 'outbound',
      disposition: 'answered',
      agents: [anna],
    };
    await storeCalls(server.store, 'copenhagen', [
      { ...outbound, startedAt: '2020-01-07T10:00:00.000Z', durationMs: 60_000 },
      { ...outbound, startedAt: '2020-01-07T11:00:00.000Z', durationMs: 9000 },
      {
        ...outbound,
        startedAt: '2020-01-08T11:00:00.000Z',
        durationMs: 60_000,
        direction: 'inbound',
      },
    ]);
  });

  it('ask with a date that is none, which is refused in their words', async () => {
    const asked = await ask('copenhagen/pbx/cdrstats', `Bearer ${key}`, post(example));
    expect(asked).toEqual({
      status: 422,
      body: { code: 422, message: 'from', description: 'Invalid date range' },
    });
  });

  it('ask for two employees’ days, once the date is one', async () => {
    const body = { ...example, from: '2020-01-01T00:00:00.000Z' };
    const asked = await ask('copenhagen/pbx/cdrstats', `Bearer ${key}`, post(body));
    expect(asked).toEqual({
      status: 200,
      body: [
        {
          employeeName: 'Anna',
          extensionNumber: '232',
          data: {
            7: { inboundCalls: 0, outboundCalls: 1 },
            8: { inboundCalls: 1, outboundCalls: 0 },
          },
        },
      ],
    });
  });
});

describe('CCRM’s documents', () => {
  const uuid = '337b7045-c171-4c8c-946b-ba123e91c369';

  it('ask for a range, for a second page, and for notes of an event', async () => {
    await storeCalls(server.store, 'krakow', [
      { startedAt: '2022-12-29T10:24:57.000Z', vendorId: uuid, noteCount: 1, durationMs: 368_000 },
      { startedAt: '2022-02-01T06:59:59.000Z' },
    ]);
    const range = 'dateFrom=2022-02-01%2008:00:00&dateTo=2023-01-27%2008:00:00';
    expect(await ask(`krakow/publicApi/callHistory?${range}`, `Bearer ${key}`)).toMatchObject({
      status: 200,
      body: {
        success: true,
        data: [{ uuid, callDate: '2022-12-29 11:24:57', duration: 368, note: 1 }],
        otherData: { totalCount: 1 },
        message: 'OK',
      },
    });
    const second = await ask(`krakow/publicApi/callHistory?${range}&page=2`, `Bearer ${key}`);
    expect(second.body).toMatchObject({ success: true, data: [], otherData: { totalCount: 1 } });
    expect(await ask('krakow/publicApi/callHistory?page=2', `Bearer ${key}`)).toMatchObject({
      status: 400,
      body: { success: false },
    });
    const notes = await ask(`krakow/publicApi/notes?callHistory=${uuid}`, `Bearer ${key}`);
    expect(notes).toMatchObject({ status: 200, body: { success: true, data: [] } });
  });
});
