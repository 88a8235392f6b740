import type { Call } from '@cdr/core';
import { createArraySource } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callAt, callsFrom } from './__fixtures__/calls.ts';
import { type CcrmApiOptions, createVendorApi, describeVendorApi } from './vendor-api.ts';

const now = () => Date.UTC(2025, 0, 1);
const base = 'http://vendor.test/publicApi/callHistory';
const headers = { authorization: 'Bearer api_key' };

/** A page; of a refusal an empty one. */
const pageSchema = z.strictObject({
  success: z.union([z.boolean(), z.string()]),
  data: z.array(z.record(z.string(), z.unknown())).default([]),
  otherData: z.strictObject({ totalCount: z.number() }).optional(),
  message: z.string(),
});

function serve(calls: readonly Call[], options: Partial<CcrmApiOptions> = {}) {
  const api = createVendorApi(createArraySource(calls), { now, ...options });
  return async (query: string, init: RequestInit = { headers }, address = base) => {
    const response = await api(new Request(`${address}${query}`, init));
    return {
      status: response.status,
      headers: response.headers,
      json: pageSchema.parse(await response.json()),
    };
  };
}

const between = (from: string, to: string) =>
  `?dateFrom=${encodeURIComponent(from)}&dateTo=${encodeURIComponent(to)}`;
const always = between('2000-01-01 00:00:00', '2099-12-31 23:59:59');

async function idsOf(answer: Promise<{ json: { data: { uuid?: unknown }[] } }>) {
  return (await answer).json.data.map((row) => row.uuid);
}

describe('the answer', () => {
  it('has the documented keys, in the forms of the sample', async () => {
    const call = callAt('2022-12-29T10:24:57.900Z', {
      vendorId: 'e4baaa94-095a-41b3-b638-203dcfcfd3fe',
      direction: 'inbound',
      disposition: 'no-answer',
      durationMs: 368_000,
      queue: { id: '5', name: null },
      from: { number: '+48 555 555 555', e164: null, name: null, type: 'unknown', ref: null },
      to: {
        number: '+48 777 888 999',
        e164: null,
        name: 'Ewa Maria Nowak',
        type: 'person',
        ref: 'c1',
      },
      agents: [{ id: 'fdf75d0c', name: 'Jan Kowalski', login: null, extension: '107' }],
      tags: [{ id: '62bd7385', name: 'Billing', color: '#fa702e' }],
      destination: 'Połączenie Przychodzące',
      cost: { amount: '0', currency: null },
      noteCount: 1,
    });
    const { status, headers: answered, json } = await serve([call])(always);
    expect(status).toBe(200);
    expect(answered.get('content-type')).toContain('application/json');
    expect(json).toEqual({
      success: true,
      data: [
        {
          to: {
            type: 'person',
            number: '+48 777 888 999',
            numberNotFormatted: 48777888999,
            uuid: 'c1',
            firstName: 'Ewa Maria',
            lastName: 'Nowak',
          },
          from: { type: 'unknown', number: '+48 555 555 555', numberNotFormatted: 48555555555 },
          userTalk: {
            status: 'queue',
            receivers: [
              { internal: 107, uuid: 'fdf75d0c', firstName: 'Jan', lastName: 'Kowalski' },
            ],
          },
          uuid: 'e4baaa94-095a-41b3-b638-203dcfcfd3fe',
          callDirection: 'IN',
          callDate: '2022-12-29 11:24:57',
          duration: 368,
          destination: 'Połączenie Przychodzące',
          cost: 0,
          service: 'CALL',
          smsData: null,
          note: 1,
          externalNumber: {
            numberNotFormatted: 48555555555,
            numberFormatted: '+48 555 555 555',
            type: 'unknown',
          },
          flags: [{ name: 'Billing', uuid: '62bd7385', color: '#fa702e', reluuid: null }],
          status: 'NOANSWER',
        },
      ],
      otherData: { totalCount: 1 },
      message: 'OK',
    });
  });

  it('mixes calls, SMS and faxes', async () => {
    const calls = [
      callAt('2024-05-01T00:00:02Z', { kind: 'call' }),
      callAt('2024-05-01T00:00:01Z', { kind: 'sms', smsText: 'Dzień dobry' }),
      callAt('2024-05-01T00:00:00Z', { kind: 'fax' }),
    ];
    const { data } = (await serve(calls)(always)).json;
    expect(data.map(({ service, smsData }) => [service, smsData])).toEqual([
      ['CALL', null],
      ['SMS', 'Dzień dobry'],
      ['FAX', null],
    ]);
  });

  it('holds nothing that is still to come', async () => {
    const calls = [
      callAt('2024-12-31T23:00:00Z', { vendorId: 'past' }),
      callAt('2025-01-01T00:00:00.000Z', { vendorId: 'now' }),
      callAt('2025-01-01T00:00:00.001Z', { vendorId: 'future' }),
    ];
    expect(await idsOf(serve(calls)(always))).toEqual(['now', 'past']);
  });
});

describe('pages', () => {
  const calls = callsFrom('2024-05-01T00:00:00Z', 2500);

  it('hold a thousand rows, the newest first, and count all', async () => {
    const ask = serve(calls);
    const pages = [await ask(always), await ask(`${always}&page=2`), await ask(`${always}&page=3`)];
    expect(pages.map(({ json }) => json.data.length)).toEqual([1000, 1000, 500]);
    expect(pages.map(({ json }) => json.data[0]?.uuid)).toEqual(['2500', '1500', '500']);
    expect(pages.map(({ json }) => json.otherData?.totalCount)).toEqual([2500, 2500, 2500]);
  });

  it('behind the last one are empty', async () => {
    const { json } = await serve(calls)(`${always}&page=4`);
    expect([json.data, json.otherData?.totalCount]).toEqual([[], 2500]);
  });

  it('may be shorter, and the oldest first', async () => {
    const ask = serve(calls.slice(0, 5), { pageCap: 2, order: 'asc' });
    expect(await idsOf(ask(always))).toEqual(['1', '2']);
    expect(await idsOf(ask(`${always}&page=3`))).toEqual(['5']);
  });

  it.each(['0', '-1', '1.5', 'x', ''])('have no number %j', async (page) => {
    expect((await serve(calls)(`${always}&page=${page}`)).status).toBe(400);
  });
});

describe('the dates', () => {
  // Warsaw is two hours ahead of UTC in May.
  const calls = [
    callAt('2024-05-01T08:59:59.999Z', { vendorId: 'before' }),
    callAt('2024-05-01T09:00:00.000Z', { vendorId: 'at' }),
    callAt('2024-05-01T09:00:00.500Z', { vendorId: 'within' }),
    callAt('2024-05-01T09:00:01.000Z', { vendorId: 'after' }),
  ];
  const at = '2024-05-01 11:00:00';

  it.each([
    [undefined, ['after', 'within', 'at']],
    ['inclusive', ['after', 'within', 'at']],
    ['exclusive', ['after']],
  ] as const)('begin %s', async (dateFrom, ids) => {
    const ask = serve(calls, dateFrom === undefined ? {} : { dateFrom });
    expect(await idsOf(ask(between(at, '2024-05-02 00:00:00')))).toEqual(ids);
  });

  it.each([
    [undefined, ['within', 'at', 'before']],
    ['second', ['within', 'at', 'before']],
    ['inclusive', ['at', 'before']],
    ['exclusive', ['before']],
  ] as const)('end %s', async (dateTo, ids) => {
    const ask = serve(calls, dateTo === undefined ? {} : { dateTo });
    expect(await idsOf(ask(between('2024-05-01 00:00:00', at)))).toEqual(ids);
  });

  it.each([
    ['earlier', ['second pass', 'first pass']],
    ['later', ['second pass']],
  ] as const)('in the fold name the %s instant', async (fold, ids) => {
    const night = [
      callAt('2024-10-27T00:30:00Z', { vendorId: 'first pass' }),
      callAt('2024-10-27T01:30:00Z', { vendorId: 'second pass' }),
    ];
    const answer = serve(night, { fold })(between('2024-10-27 02:30:00', '2024-10-28 00:00:00'));
    expect(await idsOf(answer)).toEqual(ids);
    expect(new Set((await answer).json.data.map(({ callDate }) => callDate))).toEqual(
      new Set(['2024-10-27 02:30:00']),
    );
  });

  it('are on the wall of the zone that was told', async () => {
    const ask = serve(calls, { timeZone: 'UTC' });
    const query = between('2024-05-01 09:00:01', '2024-05-01 09:00:01');
    expect(await idsOf(ask(query))).toEqual(['after']);
  });

  it.each([
    '',
    '?page=2',
    '?dateFrom=2024-05-01%2000:00:00',
    '?dateTo=2024-05-01%2000:00:00',
    between('2024-05-01', '2024-05-02'),
    between('2024-02-30 00:00:00', '2024-05-01 00:00:00'),
    between('2024-05-01T00:00:00', '2024-05-02T00:00:00'),
    between('2024-05-01 00:00:00', '2024-05-01 24:00:00'),
    between('soon', 'later'),
  ])('must both be there and be dates: %s', async (query) => {
    const { status, json } = await serve(calls)(query);
    expect(status).toBe(400);
    expect(json).toEqual({
      success: false,
      data: [],
      message: expect.stringMatching(/^date(?:From|To) is missing or invalid$/),
    });
  });
});

describe('what the documents write in several ways', () => {
  const number = { number: '+48 22 123 45 67', e164: null, name: null, ref: null } as const;
  const call = callAt('2024-05-01T09:00:00Z', {
    direction: 'inbound',
    disposition: 'no-answer',
    from: { ...number, type: 'unknown' },
  });
  const rowOf = async (options: Partial<CcrmApiOptions>) =>
    (await serve([call], options)(always)).json.data[0];

  it.each([
    ['upper', 'NOANSWER', 'IN', 'CALL'],
    ['camel', 'noAnswer', 'in', 'call'],
    ['underscored', 'NO_ANSWER', 'IN', 'CALL'],
    ['spaced', 'NO ANSWER', 'IN', 'CALL'],
  ] as const)('words: %s', async (words, status, callDirection, service) => {
    expect(await rowOf({ words })).toMatchObject({ status, callDirection, service });
  });

  it('parties', async () => {
    expect((await rowOf({ parties: 'lists' }))?.from).toEqual([
      { type: 'unknown', number: '+48 22 123 45 67', numberNotFormatted: 48221234567 },
    ]);
  });

  it('numbers', async () => {
    expect(await rowOf({ numbers: 'text' })).toMatchObject({
      from: { numberNotFormatted: '48221234567' },
      externalNumber: { numberNotFormatted: '48221234567' },
    });
  });

  it('the external number', async () => {
    expect(await rowOf({ externalNumber: 'other' })).toMatchObject({
      externalNumber: { numberFormatted: '+48 333 333 333' },
    });
  });

  it('success', async () => {
    expect((await serve([call], { success: 'text' })(always)).json.success).toBe('true');
    expect((await serve([call], { success: 'text' })('')).json.success).toBe('false');
  });
});

describe('refusals', () => {
  it.each([undefined, 'Bearer', 'Bearer wrong', `Basic ${btoa('api_key:')}`])(
    'meet %j',
    async (authorization) => {
      const init = authorization === undefined ? {} : { headers: { authorization } };
      const { status, json } = await serve([])(always, init);
      expect(status).toBe(401);
      expect(json).toEqual({ success: false, data: [], message: 'Unauthorized' });
    },
  );

  it('spare whoever a gate lets in', async () => {
    const gate = { admits: (secret: string) => secret === 'cdr_key', issueToken: () => null };
    const ask = async (headers: Record<string, string>) =>
      (await serve([], { gate })(always, { headers })).status;
    expect(await ask({ authorization: 'Bearer cdr_key' })).toBe(200);
    expect(await ask({ authorization: 'Bearer api_key' })).toBe(401);
    expect(await ask({})).toBe(401);
  });

  it('meet those who ask too often, until the second is over', async () => {
    let elapsedMs = 5_500;
    const ask = serve([], { requestsPerSecond: 2, elapsedMs: () => elapsedMs });
    const statuses: number[] = [];
    for (let request = 0; request < 4; request += 1) statuses.push((await ask(always)).status);
    elapsedMs = 6_000;
    const after = await ask(always);
    expect([...statuses, after.status]).toEqual([200, 200, 403, 403, 200]);
  });

  it('say what the limit is about', async () => {
    const ask = serve([], { requestsPerSecond: 0, elapsedMs: () => 0 });
    expect((await ask(always)).json.message).toBe('Request limit has been exceeded');
  });

  it('allow two hundred requests a second where a clock runs, and any number elsewhere', async () => {
    const count = async (options: Partial<CcrmApiOptions>) => {
      const ask = serve([], options);
      let allowed = 0;
      for (let request = 0; request < 230; request += 1) {
        if ((await ask(always)).status === 200) allowed += 1;
      }
      return allowed;
    };
    expect(await count({ elapsedMs: () => 0 })).toBe(200);
    expect(await count({})).toBe(230);
  });

  it('meet other methods and paths', async () => {
    const ask = serve([]);
    expect((await ask(always, { method: 'POST', headers })).status).toBe(405);
    expect((await ask('', { headers }, 'http://vendor.test/publicApi/people')).status).toBe(404);
  });
});

describe('describeVendorApi', () => {
  it('gives options that the API lets in', () => {
    const { options, curl } = describeVendorApi('http://127.0.0.1:8080/');
    expect(options).toEqual({
      baseUrl: 'http://127.0.0.1:8080/',
      token: 'api_key',
      requestsPerSecond: 100,
    });
    expect(curl).toBe(
      'curl -H "Authorization: Bearer api_key" "http://127.0.0.1:8080/publicApi/callHistory' +
        '?dateFrom=$(date +%F)%2000:00:00&dateTo=$(date +%F)%2023:59:59"',
    );
  });
});
