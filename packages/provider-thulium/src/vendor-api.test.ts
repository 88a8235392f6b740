import type { Call } from '@cdr/core';
import { createArraySource } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callAt, callsFrom } from './__fixtures__/calls.ts';
import { createVendorApi, describeVendorApi, type ThuliumApiOptions } from './vendor-api.ts';

const now = () => Date.UTC(2025, 0, 1);
const base = 'http://vendor.test';
const authorization = `Basic ${btoa('api_user:api_pass')}`;

/** A page; of a refusal an empty one with its errors. */
const pageSchema = z.strictObject({
  count: z.number().optional(),
  result: z.array(z.record(z.string(), z.unknown())).default([]),
  request_id: z.string().optional(),
  errors: z.array(z.strictObject({ message: z.string(), code: z.number() })).optional(),
});

function serve(calls: readonly Call[], options: Partial<ThuliumApiOptions> = {}) {
  const api = createVendorApi(createArraySource(calls), { now, ...options });
  return async (query = '', init: RequestInit = { headers: { authorization } }) => {
    const response = await api(new Request(`${base}/api/connections${query}`, init));
    const { status, headers } = response;
    return { status, headers, json: pageSchema.parse(await response.json()) };
  };
}

async function idsOf(answer: Promise<{ json: { result: { connection_id?: unknown }[] } }>) {
  return (await answer).json.result.map((row) => row.connection_id);
}

describe('the answer', () => {
  it('counts all and shows the newest hundred', async () => {
    const { status, headers, json } = await serve(callsFrom('2024-05-01T00:00:00Z', 250))();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/json');
    expect(json.count).toBe(250);
    expect(json.result).toHaveLength(100);
    expect(json.result[0]?.connection_id).toBe('250');
  });

  it('has the documented keys, in the documented forms', async () => {
    const call = callAt('2014-07-07T09:08:59.999Z', {
      vendorId: '1416225570.340',
      direction: 'inbound',
      disposition: 'no-answer',
      durationMs: 30_000,
      queue: { id: '34', name: 'Sales' },
      campaignId: '00001',
      rating: { scale: 'face', value: 'happy' },
      tags: [{ id: null, name: 'vip', color: null }],
      topicId: '9',
    });
    const { json } = await serve([call])('?include_tags=true&include_topics=true');
    expect(json).toEqual({
      count: 1,
      result: [
        {
          date: '2014-07-07 11:08',
          src: '',
          dst: '',
          disposition: 'NO ANSWER',
          ticket_id: '',
          outbound_result: '',
          duration: 30,
          billsec: null,
          operator: '',
          filename: '',
          user: '',
          user_login: '',
          dst_user: '',
          dst_user_login: '',
          customer_id: '',
          outbound_id: '00001',
          connection_id: '1416225570.340',
          type: 'INBOUND',
          rating: { type: 'face', rate: 'happy' },
          queue_id: 34,
          tags: ['vip'],
          topic_id: 9,
          disconnected_by: '',
          transferred_to: '',
        },
      ],
    });
    expect((await serve([call])('?include_tags=1&include_topics=1')).json).toEqual(json);
    const [bare] = (await serve([call])()).json.result;
    expect(bare).not.toHaveProperty('tags');
    expect(bare).not.toHaveProperty('topic_id');
  });

  it('holds connections alone, and none that are still to come', async () => {
    const calls = [
      callAt('2024-12-31T22:00:00Z', { kind: 'sms' }),
      callAt('2024-12-31T23:00:00Z', { vendorId: 'past' }),
      callAt('2025-01-01T00:00:00.000Z', { vendorId: 'now' }),
      callAt('2025-01-01T00:00:00.001Z', { vendorId: 'future' }),
    ];
    expect(await idsOf(serve(calls)())).toEqual(['now', 'past']);
  });

  it('can send an answered call without an agent', async () => {
    const call = callAt('2024-05-01T00:00:00Z', { direction: 'inbound', disposition: 'answered' });
    const [row] = (await serve([call])()).json.result;
    expect(row).toMatchObject({ disposition: 'ANSWERED', dst_user_login: '' });
  });
});

describe('paging', () => {
  const calls = callsFrom('2024-05-01T00:00:00Z', 130);

  it.each([
    ['?limit=2', ['130', '129']],
    ['?limit=2&offset=1', ['129', '128']],
    ['?limit=5&offset=128', ['2', '1']],
    ['?offset=130', []],
  ])('%s', async (query, ids) => {
    const answer = serve(calls)(query);
    expect(await idsOf(answer)).toEqual(ids);
    expect((await answer).json.count).toBe(130);
  });

  it('holds a hundred rows at most, or what it was told', async () => {
    expect(await idsOf(serve(calls)('?limit=1000'))).toHaveLength(100);
    expect(await idsOf(serve(calls, { pageCap: 7 })('?limit=100'))).toHaveLength(7);
    expect(await idsOf(serve(calls, { pageCap: 7 })())).toHaveLength(7);
  });

  it.each(['limit=0', 'limit=-1', 'limit=x', 'offset=-1', 'offset=1.5', 'offset=x'])(
    'refuses %s',
    async (query) => {
      expect((await serve(calls)(`?${query}`)).status).toBe(400);
    },
  );

  it('shifts when a call arrives between two pages', async () => {
    const live = callsFrom('2024-05-01T00:00:00Z', 4);
    const ask = serve(live);
    expect(await idsOf(ask('?limit=2'))).toEqual(['4', '3']);
    live.push(callAt('2024-05-02T00:00:00Z', { vendorId: '5' }));
    const second = ask('?limit=2&offset=2');
    expect(await idsOf(second)).toEqual(['3', '2']);
    expect((await second).json.count).toBe(5);
  });
});

describe('date bounds', () => {
  // Warsaw is two hours ahead of UTC in May.
  const calls = [
    callAt('2024-05-01T08:59:59.999Z', { vendorId: 'before' }),
    callAt('2024-05-01T09:00:00.000Z', { vendorId: 'at' }),
    callAt('2024-05-01T09:00:30.000Z', { vendorId: 'within' }),
    callAt('2024-05-01T09:01:00.000Z', { vendorId: 'after' }),
    callAt('2024-05-01T21:59:59.999Z', { vendorId: 'evening' }),
    callAt('2024-05-01T22:00:00.000Z', { vendorId: 'midnight' }),
    callAt('2024-05-01T22:00:30.000Z', { vendorId: 'night' }),
  ];
  const atElevenOClock = encodeURIComponent('2024-05-01 11:00');

  it('take the lower one as inclusive', async () => {
    const ids = await idsOf(serve(calls)(`?date_from=${atElevenOClock}`));
    expect(ids).toContain('at');
    expect(ids).not.toContain('before');
  });

  it.each([
    ['point', ['at', 'before']],
    ['minute', ['within', 'at', 'before']],
  ] as const)('take a minute as upper one for its %s', async (dateTo, ids) => {
    const ask = serve(calls, { dateTo });
    expect(await idsOf(ask(`?date_to=${atElevenOClock}`))).toEqual(ids);
  });

  it.each([
    ['midnight', 'point', '2024-05-02', 'midnight'],
    ['midnight', 'minute', '2024-05-02', 'night'],
    ['end-of-day', 'point', '2024-05-01', 'evening'],
    ['end-of-day', 'minute', '2024-05-01', 'evening'],
  ] as const)('take a date for its %s (%s)', async (dateOnlyTo, dateTo, date, newest) => {
    const [first] = await idsOf(serve(calls, { dateOnlyTo, dateTo })(`?date_to=${date}`));
    expect(first).toBe(newest);
  });

  it('take a date as lower one for its midnight', async () => {
    expect(await idsOf(serve(calls)('?date_from=2024-05-02'))).toEqual(['night', 'midnight']);
  });

  it.each([
    ['earlier', ['second pass', 'first pass']],
    ['later', ['second pass']],
  ] as const)('in the fold name the %s instant', async (fold, ids) => {
    const night = [
      callAt('2024-10-27T00:30:00Z', { vendorId: 'first pass' }),
      callAt('2024-10-27T01:30:00Z', { vendorId: 'second pass' }),
    ];
    const ask = serve(night, { fold });
    expect(await idsOf(ask(`?date_from=${encodeURIComponent('2024-10-27 02:30')}`))).toEqual(ids);
    const { result } = (await ask()).json;
    expect(result.map((row) => row.date)).toEqual(['2024-10-27 02:30', '2024-10-27 02:30']);
  });

  it('are on the wall of the zone that was told', async () => {
    const ask = serve(calls, { timeZone: 'UTC' });
    const atNine = encodeURIComponent('2024-05-01 09:00');
    expect(await idsOf(ask(`?date_to=${atNine}`))).toEqual(['at', 'before']);
  });

  it.each(['2024-02-30', '2024-05-01T11:00', '2024-05-01 11:00:00', '2024-05-01 25:00', 'soon'])(
    'refuse %s',
    async (date) => {
      expect((await serve(calls)(`?date_from=${encodeURIComponent(date)}`)).status).toBe(400);
      expect((await serve(calls)(`?date_to=${encodeURIComponent(date)}`)).status).toBe(400);
    },
  );
});

describe('filters', () => {
  const party = (number: string) =>
    ({ number, e164: null, name: null, type: 'unknown', ref: null }) as const;
  const agent = (login: string) => ({ id: login, login, name: null, extension: null });
  const tag = (name: string) => ({ id: null, name, color: null });
  const calls = [
    callAt('2024-05-01T09:00:00Z', {
      vendorId: '1.10',
      direction: 'outbound',
      from: party('101'),
      to: party('48500600700'),
      agents: [agent('jan')],
      tags: [tag('vip'), tag('lead')],
    }),
    callAt('2024-05-01T10:00:00Z', {
      vendorId: '1.1',
      direction: 'inbound',
      from: party('48500600700'),
      to: party('101'),
      agents: [agent('jan')],
      queue: { id: '34', name: null },
      topicId: '365',
      customerId: '321',
      tags: [tag('spam')],
    }),
    callAt('2024-05-01T11:00:00Z', { vendorId: '2', from: party('+48 500-600-700') }),
  ];

  it.each([
    ['src=48500600700', ['1.1']],
    ['dst=48500600700', ['1.10']],
    ['src=101&dst=48500600700', ['1.10']],
    ['connection_id=1.1', ['1.1']],
    ['connection_id=1.10', ['1.10']],
    ['user_login=jan', ['1.10']],
    ['queue_id=34', ['1.1']],
    ['topic_id=365', ['1.1']],
    ['customer_id=321', ['1.1']],
    ['tags[]=vip', ['1.10']],
    ['tags[]=vip&tags[]=spam', ['1.1', '1.10']],
    ['tags[]=none', []],
    ['tags%5B0%5D=vip&tags%5B1%5D=spam', ['1.1', '1.10']],
    ['tags=vip', ['1.10']],
    ['tags[]=', ['2', '1.1', '1.10']],
    ['src=&queue_id=', ['2', '1.1', '1.10']],
  ])('%s', async (query, ids) => {
    const answer = serve(calls)(`?${query}`);
    expect(await idsOf(answer)).toEqual(ids);
    expect((await answer).json.count).toBe(ids.length);
  });

  it('page like everything else', async () => {
    const ask = serve(calls);
    const first = ask('?tags[]=vip&tags[]=spam&limit=1');
    expect(await idsOf(first)).toEqual(['1.1']);
    expect((await first).json.count).toBe(2);
    expect(await idsOf(ask('?tags[]=vip&tags[]=spam&limit=1&offset=1'))).toEqual(['1.10']);
  });
});

describe('ids', () => {
  const calls = ['1416225570.340', '1416225570.341'].map((vendorId) =>
    callAt('2024-05-01T09:00:00Z', { vendorId, queue: { id: '34', name: null } }),
  );

  it.each([
    ['documented', ['"1416225570.341"', '"1416225570.340"'], [34, 34]],
    ['text', ['"1416225570.341"', '"1416225570.340"'], ['34', '34']],
    ['mixed', ['"1416225570.341"', '1416225570.340'], ['34', 34]],
    ['number', ['1416225570.341', '1416225570.340'], [34, 34]],
  ] as const)('are written %s', async (ids, connectionIds, queueIds) => {
    const api = createVendorApi(createArraySource(calls), { now, ids });
    const request = new Request(`${base}/api/connections`, { headers: { authorization } });
    const text = await (await api(request)).text();
    expect([...text.matchAll(/"connection_id":([^,}]+)/g)].map(([, id]) => id)).toEqual(
      connectionIds,
    );
    const { result } = pageSchema.parse(JSON.parse(text));
    expect(result.map((row) => row.queue_id)).toEqual(queueIds);
  });
});

describe('refusals', () => {
  it('come in the form that the vendor uses', async () => {
    const { json } = await serve([])('?limit=x');
    expect(json.request_id).not.toBe('');
    expect(json.errors).toEqual([{ message: 'Invalid value of limit', code: 400 }]);
  });

  it.each([undefined, 'Basic', `Basic ${btoa('api_user:wrong')}`, `Basic ${btoa('x:api_pass')}`])(
    'meet %j',
    async (header) => {
      const headers: Record<string, string> = header === undefined ? {} : { authorization: header };
      const { status, headers: answered } = await serve([])('', { headers });
      expect(status).toBe(401);
      expect(answered.get('www-authenticate')).toContain('Basic');
    },
  );

  it('meet other methods and paths', async () => {
    const ask = serve([]);
    expect((await ask('', { method: 'POST', headers: { authorization } })).status).toBe(405);
    expect((await ask('/1.1/topic')).status).toBe(404);
  });

  it('spare whoever a gate lets in, by the password alone', async () => {
    const gate = { admits: (secret: string) => secret === 'cdr_key', issueToken: () => null };
    const ask = async (userAndPassword: string) => {
      const basic = `Basic ${Buffer.from(userAndPassword).toString('base64')}`;
      return (await serve([], { gate })('', { headers: { authorization: basic } })).status;
    };
    expect(await ask('anybody:cdr_key')).toBe(200);
    expect(await ask('api_user:api_pass')).toBe(401);
    expect((await serve([], { gate })('', {})).status).toBe(401);
  });
});

describe('describeVendorApi', () => {
  it('gives options that the API lets in', async () => {
    const { options, curl } = describeVendorApi('http://127.0.0.1:8080/');
    expect(options).toEqual({
      baseUrl: 'http://127.0.0.1:8080/',
      username: 'api_user',
      password: 'api_pass',
    });
    expect(curl).toBe('curl -u api_user:api_pass "http://127.0.0.1:8080/api/connections?limit=3"');
  });
});
