import { readFileSync } from 'node:fs';
import type { Call } from '@cdr/core';
import { createArraySource } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callAt } from './__fixtures__/calls.ts';
import caresoft from './index.ts';
import { readAnswer } from './read-answer.ts';
import { type CareSoftApiOptions, createVendorApi, describeVendorApi } from './vendor-api.ts';

const now = () => Date.UTC(2025, 0, 1);
const address = 'http://vendor.test/acme/api/v1/calls';
const headers = { authorization: 'Bearer api_token' };
const settings = {
  source: 'hanoi',
  timeZone: 'Asia/Ho_Chi_Minh',
  country: 'VN',
  extensions: null,
};
const mapper = caresoft.createMapper(
  caresoft.options.parse(describeVendorApi('http://vendor.test').options),
  settings,
);

const answerSchema = z.object({
  code: z.string(),
  message: z.string().optional(),
  numFound: z.number().optional(),
  calls: z.array(z.record(z.string(), z.unknown())).optional(),
});

function serve(calls: readonly Call[], options: Partial<CareSoftApiOptions> = {}) {
  const api = createVendorApi(createArraySource(calls), { now, ...options });
  return async (query: string, init: RequestInit = { headers }, url = address) => {
    const response = await api(new Request(`${url}${query}`, init));
    return { status: response.status, ...answerSchema.parse(await response.json()) };
  };
}

const may = '?start_time_since=2024-05-01T00:00:00Z&start_time_to=2024-05-31T23:59:59Z';

/** Which calls an answer holds. */
async function found(answer: ReturnType<ReturnType<typeof serve>>): Promise<unknown[]> {
  return (await answer).calls?.map(({ id }) => String(id)) ?? [];
}

describe("the documents' sample", () => {
  const text = readFileSync(
    new URL('./__fixtures__/documented-calls.json', import.meta.url),
    'utf8',
  );
  const { rows, texts } = readAnswer(text);

  it('maps field by field', () => {
    const [missed, answered] = rows.map((row, index) => mapper(row, texts[index] ?? ''));
    expect(missed).toMatchObject({
      key: '425647',
      call: {
        vendorId: '425647',
        groupId: '20221008233814-LSKMQKWP-43',
        direction: 'inbound',
        disposition: 'no-answer',
        missedReason: 'caller',
        startedAt: '2022-10-08T16:38:14.000Z',
        endedAt: '2022-10-08T16:38:29.000Z',
        durationMs: 15_000,
        waitMs: 15_000,
        talkMs: 0,
        holdMs: 0,
        from: { number: '0868887835' },
        to: { number: '1068' },
        agents: [{ id: '1', name: null, login: null, extension: '5000' }],
        group: '1',
        service: '100155',
        disconnectedBy: 'customer',
        recording: null,
        customerId: '63204960',
        ticketId: '315053',
        rating: null,
        derived: ['durationMs'],
      },
    });
    expect(answered).toMatchObject({
      key: '425885',
      call: {
        disposition: 'answered',
        missedReason: null,
        startedAt: '2022-11-04T07:36:55.000Z',
        talkMs: 23_000,
        disconnectedBy: 'system',
        recording: {
          url: expect.stringMatching(/724b8f37ab\.mp3$/),
          downloadUrl: expect.stringMatching(/78f37ab\.mp3$/),
        },
      },
    });
  });

  const calls = rows.map((row, index): Call => {
    const mapped = mapper(row, texts[index] ?? '');
    if (!mapped.ok) throw new Error(mapped.reason);
    const owner = { id: `truth:${mapped.key}`, source: 'truth', provider: 'caresoft' };
    return { ...owner, ...mapped.call };
  });

  it('comes back from a vendor API over what it says, key by key', async () => {
    const recordings = 'as-told';
    const api = serve(calls, { ids: 'sample', recordings });
    const told = await api('?start_time_to=2022-11-05T00:00:00Z&order_type=asc');
    expect(told).toMatchObject({ status: 200, code: 'OK', numFound: 2 });
    expect(told.calls).toEqual(rows);
  });

  it('has the one call that the command line of the documents asks for', async () => {
    const query =
      '?start_time_to=2022-10-11T10%3A00%3A00Z&phone=0868887835&agent_id=5000&start_time_since=2022-9-11T10%3A00%3A00Z';
    expect(await found(serve(calls)(query))).toEqual(['425647']);
    expect(await found(serve(calls)(query.replace('5000', '1444')))).toEqual([]);
  });
});

describe('a query', () => {
  const calls = [
    callAt('2024-05-02T10:00:00Z', {
      vendorId: '1',
      groupId: 'legs',
      direction: 'inbound',
      disposition: 'answered',
      from: { number: '0901', e164: null, name: null, type: 'unknown', ref: null },
      to: { number: '1066', e164: null, name: null, type: 'unknown', ref: null },
      agents: [{ id: '77', name: null, login: null, extension: '5000' }],
      service: '100155',
      durationMs: 60_000,
    }),
    callAt('2024-05-02T10:00:30Z', {
      vendorId: '2',
      groupId: 'legs',
      direction: 'outbound',
      disposition: 'no-answer',
      from: { number: '1066', e164: null, name: null, type: 'unknown', ref: null },
      to: { number: '0902', e164: null, name: null, type: 'unknown', ref: null },
      agents: [{ id: '78', name: null, login: null, extension: '5001' }],
      durationMs: 7_200_000,
    }),
    callAt('2024-05-02T11:00:00Z', {
      vendorId: '3',
      direction: 'inbound',
      disposition: 'no-answer',
      durationMs: 5_000,
    }),
  ];
  const ask = serve(calls);

  it.each([
    ['call_id=legs', ['2', '1']],
    ['call_id=other', []],
    ['phone=0901', ['1']],
    ['phone=0902', ['2']],
    ['agent_id=5000', ['1']],
    ['agent_id=77', []],
    ['service_id=100155', ['1']],
    ['call_type=0', ['1']],
    ['call_type=1', ['2']],
    ['call_type=3', ['3']],
    ['call_status=miss', ['2']],
    ['call_status=metAgent', ['1']],
    ['call_status=meetAgent', ['1']],
    ['phone=1066&call_type=1', ['2']],
    ['order_type=asc', ['1', '2']],
    ['order_by=start_time&order_type=DESC', ['2', '1']],
    ['count=1', ['2']],
    ['count=1&page=2', ['1']],
    ['count=1&page=3', []],
  ])('with %s finds what the documents say', async (filter, ids) => {
    expect(await found(ask(`${may}&${filter}`))).toEqual(ids);
  });

  it('counts everything that it finds, not what the page holds', async () => {
    expect(await ask(`${may}&count=1`)).toMatchObject({ numFound: 2 });
    expect(await ask(`${may}&call_type=3&count=1`)).toMatchObject({ numFound: 1 });
  });

  it('goes by when calls ended, where that is asked', async () => {
    const ended = '?end_time_since=2024-05-02T19:00:00Z&end_time_to=2024-05-02T20:00:00Z';
    expect(await found(ask(ended))).toEqual(['2']);
    expect(await found(ask(`${ended}&call_type=0`))).toEqual([]);
  });

  it('tells wall times, and takes the Z for decoration', async () => {
    const second = '?start_time_since=2024-05-02T17:00:00Z&start_time_to=2024-05-02T17:00:00Z';
    const { calls: told } = await ask(second);
    expect(told).toMatchObject([
      { start_time: '2024-05-02 17:00:00', end_time: '2024-05-02 17:01:00' },
    ]);
    const inUtc = serve(calls, { z: 'utc' });
    expect(await found(inUtc(second))).toEqual([]);
    expect(await found(inUtc(second.replaceAll('T17', 'T10')))).toEqual(['1']);
  });

  it('takes months and days of one digit', async () => {
    const ids = await found(
      ask('?start_time_since=2024-5-2T00%3A00%3A00Z&start_time_to=2024-5-31T00%3A00%3A00Z'),
    );
    expect(ids).toEqual(['2', '1']);
  });

  it('holds fifty rows unless told otherwise, and never more than five hundred', async () => {
    const many = Array.from({ length: 600 }, (_, index) =>
      callAt(new Date(Date.UTC(2024, 4, 3) + index * 1000).toISOString()),
    );
    const crowded = serve(many);
    expect((await crowded(may)).calls).toHaveLength(50);
    expect((await crowded(`${may}&count=100000`)).calls).toHaveLength(500);
  });

  it('answers the last 31 days of a longer window, and says nothing of it', async () => {
    const old = callAt('2024-03-30T17:00:00Z', { vendorId: 'old', direction: 'outbound' });
    const long = '?start_time_since=2024-03-01T00:00:00Z&start_time_to=2024-05-02T23:00:00Z';
    expect(await found(serve([...calls, old])(long))).toEqual(['2', '1']);
    const short = long.replace('05-02T23', '04-29T23');
    expect(await found(serve([...calls, old])(short))).toEqual(['old']);
  });

  it('leaves out faxes, messages, and what is still to come', async () => {
    const told = await serve([
      callAt('2024-05-01T00:00:00Z', { vendorId: 'call' }),
      callAt('2024-05-01T00:00:01Z', { vendorId: 'sms', kind: 'sms' }),
      callAt('2025-01-01T00:00:01Z', { vendorId: 'later' }),
    ])('');
    expect(told.calls).toMatchObject([{ id: 'call' }]);
    expect(told.numFound).toBe(1);
  });

  it.each([
    'start_time_since=yesterday',
    'start_time_to=2024-02-30T00:00:00Z',
    'end_time_since=2024-05-01',
    'end_time_to=2024-05-01T00:00:00',
    'page=-1',
    'count=0',
    'count=many',
    'call_type=2',
    'call_status=lost',
    'order_type=up',
    'order_by=talk_time',
  ])('with %s is refused, and named', async (parameter) => {
    const { status, message } = await ask(`?${parameter}`);
    expect(status).toBe(400);
    expect(message).toContain(parameter.split('=')[0]);
  });
});

describe('rows', () => {
  const lost = callAt('2024-05-01T00:00:00Z', {
    vendorId: '7',
    direction: 'inbound',
    disposition: 'no-answer',
  });

  it('of the IVR come apart, or with everything else', async () => {
    const usual = callAt('2024-05-01T00:00:01Z', { vendorId: '8', direction: 'outbound' });
    const both = [lost, usual];
    expect(await found(serve(both)(may))).toEqual(['8']);
    expect(await found(serve(both)(`${may}&call_type=3`))).toEqual(['7']);
    expect(await found(serve(both, { ivr: 'all' })(`${may}&call_type=3`))).toEqual(['8', '7']);
  });

  it('of the IVR say 0, or 3', async () => {
    const typeOf = async (options: Partial<CareSoftApiOptions>) =>
      (await serve([lost], options)(`${may}&call_type=3`)).calls?.[0]?.call_type;
    expect(await typeOf({})).toBe(0);
    expect(await typeOf({ ivrCallType: 3 })).toBe(3);
  });

  it('have lengths of more than a day, and none that runs backwards', async () => {
    const call = callAt('2024-05-01T00:00:00Z', {
      direction: 'outbound',
      waitMs: -1000,
      holdMs: 0,
      talkMs: 100 * 3_600_000 + 61_000,
    });
    expect((await serve([call])(may)).calls).toMatchObject([
      { wait_time: null, hold_time: '00:00:00', talk_time: '100:01:01' },
    ]);
  });

  it('write ids one way or the other, and none that a number would change', async () => {
    const call = callAt('2024-05-01T00:00:00Z', {
      vendorId: '42',
      direction: 'outbound',
      service: '007',
      customerId: '9007199254740993',
      agents: [{ id: '12', name: null, login: null, extension: '5000' }],
    });
    const told = async (ids: CareSoftApiOptions['ids'] & string) =>
      (await serve([call], { ids })(may)).calls?.[0];
    const unchanged = { service_id: '007', customer_id: '9007199254740993' };
    expect(await told('text')).toMatchObject({ ...unchanged, id: '42', agent_id: '5000' });
    expect(await told('number')).toMatchObject({
      ...unchanged,
      id: 42,
      user_id: 12,
      agent_id: 5000,
    });
    expect(await told('sample')).toMatchObject({
      ...unchanged,
      id: 42,
      user_id: '12',
      agent_id: '5000',
    });
    expect(await told('mixed')).toMatchObject({ ...unchanged, id: 42 });
  });
});

describe('who is let in', () => {
  it.each([
    ['without a token', {}, address, 401, 'Unauthorized'],
    ['with another', { authorization: 'Bearer other' }, address, 401, 'Unauthorized'],
    ['to another domain', headers, address.replace('acme', 'other'), 404, 'Domain incorrect'],
    ['to another resource', headers, `${address}/1`, 404, 'Not found'],
  ])('nobody %s', async (_what, own, url, status, message) => {
    const told = await serve([])('', { headers: own }, url);
    expect(told).toMatchObject({ status, code: 'errors', message });
  });

  it('whoever a gate lets in, under any domain', async () => {
    const gate = { admits: (secret: string) => secret === 'cdr_key', issueToken: () => null };
    const url = 'http://vendor.test/vendors/hanoi/any/api/v1/calls';
    const ask = (token: string) =>
      serve([], { gate })('', { headers: { authorization: `Bearer ${token}` } }, url);
    expect(await ask('cdr_key')).toMatchObject({ status: 200, code: 'OK', numFound: 0, calls: [] });
    expect(await ask('api_token')).toMatchObject({ status: 401, message: 'Unauthorized' });
    expect(await serve([], { gate })('', {}, url)).toMatchObject({ status: 401 });
  });
});

describe('who asks too often', () => {
  it('is refused in words that are no JSON, then told that the domain is incorrect', async () => {
    let elapsedMs = 0;
    const api = createVendorApi(createArraySource([]), {
      now,
      elapsedMs: () => elapsedMs,
      requestsPerSecond: 1,
    });
    const ask = async () => {
      const response = await api(new Request(address, { headers }));
      return { status: response.status, text: await response.text() };
    };
    expect((await ask()).status).toBe(200);
    for (let refused = 0; refused < 21; refused += 1) {
      expect(await ask()).toEqual({
        status: 429,
        text: '{code:"errors",message:"Too Many Attempts."}',
      });
    }
    const stopped = {
      status: 404,
      text: '{"code":"errors","message":"Domain incorrect too many times , retry after 15 minutes "}',
    };
    expect(await ask()).toEqual(stopped);
    elapsedMs = 899_999;
    expect(await ask()).toEqual(stopped);
    elapsedMs = 900_000;
    expect((await ask()).status).toBe(200);
  });
});
