import type { Call } from '@cdr/core';
import { createArraySource } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callAt, callsFrom, extension, outside } from './__fixtures__/calls.ts';
import { createVendorApi, describeVendorApi, type TelecomxApiOptions } from './vendor-api.ts';

const base = 'http://vendor.test';
const now = () => Date.parse('2025-01-01T12:00:00Z');
const bearer = { authorization: 'Bearer machine-token' };
const range = 'from=2024-01-01T00:00:00Z&to=2024-12-31T00:00:00Z';
const rowsSchema = z.array(z.record(z.string(), z.unknown()));
const errorSchema = z.strictObject({ code: z.int(), message: z.string(), description: z.string() });

function serve(calls: readonly Call[], options: Partial<TelecomxApiOptions> = {}) {
  const api = createVendorApi(createArraySource(calls), { now, ...options });
  return (query: string, init: RequestInit = { headers: bearer }) =>
    api(new Request(`${base}/pbx/cdr?${query}`, init));
}

async function idsOf(answer: Promise<Response>): Promise<unknown[]> {
  const response = await answer;
  expect(response.status).toBe(200);
  return rowsSchema.parse(await response.json()).map((row) => row._id);
}

async function errorOf(answer: Promise<Response>) {
  const response = await answer;
  const { code, message } = errorSchema.parse(await response.json());
  expect(code).toBe(response.status);
  return [code, message];
}

describe('the answer', () => {
  it('is one array of records with the documented keys', async () => {
    const call = callAt('2024-12-04T15:16:04.274Z', {
      vendorId: '5c5a97d983a3bc74d5891c51',
      groupId: 'channel-1',
      direction: 'inbound',
      disposition: 'answered',
      answeredAt: '2024-12-04T15:16:10.279Z',
      from: outside('+4526000000', 'Åge'),
      to: extension('232', '5bf2b81b462b727cd09b05cd'),
      agents: [{ id: '17', name: 'Asta', login: null, extension: '232' }],
      disconnectedBy: 'callee',
    });
    const answer = await serve([call])(range);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual([
      {
        _id: '5c5a97d983a3bc74d5891c51',
        pbx: null,
        channelId: 'channel-1',
        started: '2024-12-04T15:16:04.274Z',
        answered: '2024-12-04T15:16:10.279Z',
        answeredByCallee: true,
        ended: '2024-12-04T15:16:34.274Z',
        caller: {
          number: '+4526000000',
          name: 'Åge',
          privacy: null,
          type: 'EXTERNAL',
          divertedBy: null,
          extension: null,
          sipPhone: null,
        },
        callee: { number: '232', name: 'Asta', extension: '5bf2b81b462b727cd09b05cd' },
        customer: '5450f1834b75ff2103250001',
        terminatedBy: 'B',
        terminatedReason: 'HANGUP',
      },
    ]);
  });

  it('may be an object, or have its callers in arrays', async () => {
    const calls = callsFrom('2024-05-01T00:00:00Z', 3);
    const object = await serve(calls, { answer: 'object' })(`${range}&limit=2&offset=1`);
    expect(await object.json()).toMatchObject({ offset: 1, limit: 2, total: 3 });
    const array = await serve(calls, { callerForm: 'array' })(range);
    expect(await array.json()).toMatchObject([{ caller: [{ number: null }] }, {}, {}]);
  });

  it('holds calls alone, and none that are still to come', async () => {
    const calls = [
      callAt('2024-12-31T22:00:00Z', { kind: 'sms' }),
      callAt('2025-01-01T11:00:00Z', { vendorId: 'past' }),
      callAt('2025-01-01T12:00:00.001Z', { vendorId: 'future' }),
    ];
    const query = 'from=2024-12-31T00:00:00Z&to=2025-01-02T00:00:00Z';
    expect(await idsOf(serve(calls)(query))).toEqual(['past']);
  });

  it.each([
    ['at-end', ['over']],
    ['at-start', ['talking', 'ringing', 'over']],
  ] as const)('tells calls %s', async (appears, ids) => {
    const known = {
      direction: 'outbound',
      disposition: 'answered',
      disconnectedBy: 'callee',
    } as const;
    const endedAt = '2025-01-01T12:00:00.001Z';
    const calls = [
      callAt('2025-01-01T11:00:00Z', {
        ...known,
        vendorId: 'over',
        endedAt: '2025-01-01T12:00:00.000Z',
      }),
      callAt('2025-01-01T11:01:00Z', {
        ...known,
        vendorId: 'ringing',
        endedAt,
        answeredAt: endedAt,
      }),
      callAt('2025-01-01T11:02:00Z', {
        ...known,
        vendorId: 'talking',
        endedAt,
        answeredAt: '2025-01-01T11:03:00.000Z',
      }),
    ];
    const answer = serve(calls, { appears })('');
    const rows = rowsSchema.parse(await (await answer).json());
    expect(rows.map((row) => row._id)).toEqual(ids);
    const told = (id: string) => rows.find((row) => row._id === id);
    expect(told('over')).toMatchObject({ ended: '2025-01-01T12:00:00.000Z', terminatedBy: 'B' });
    if (appears === 'at-end') return;
    expect(told('talking')).toMatchObject({ answered: '2025-01-01T11:03:00.000Z', ended: null });
    expect(told('ringing')).toMatchObject({ answered: null, ended: null, terminatedBy: null });
  });
});

describe('paging', () => {
  const calls = callsFrom('2024-05-01T00:00:00Z', 130);

  it.each([
    ['', 100, '130', '31'],
    ['limit=2', 2, '130', '129'],
    ['limit=2&offset=1', 2, '129', '128'],
    ['limit=10000', 130, '130', '1'],
    ['limit=5&offset=128', 2, '2', '1'],
  ])('%s: %d records', async (query, count, first, last) => {
    const ids = await idsOf(serve(calls)(`${range}&${query}`));
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([count, first, last]);
  });

  it('ends with an empty list', async () => {
    expect(await idsOf(serve(calls)(`${range}&offset=130`))).toEqual([]);
  });

  it('has the order and the cap that it is told', async () => {
    const ids = await idsOf(serve(calls, { order: 'asc', pageCap: 3 })(`${range}&limit=500`));
    expect(ids).toEqual(['1', '2', '3']);
  });

  it.each(['limit=0', 'limit=10001', 'limit=x', 'offset=-1', 'offset=x'])(
    'refuses %s',
    async (query) => {
      const [name = ''] = query.split('=');
      expect(await errorOf(serve(calls)(`${range}&${query}`))).toEqual([422, name]);
    },
  );
});

describe('bounds', () => {
  const calls = [
    '00:00:00.000',
    '00:00:00.001',
    '11:59:59.999',
    '12:00:00.000',
    '12:00:00.001',
  ].map((time) => callAt(`2024-05-01T${time}Z`, { vendorId: time }));
  const query = 'from=2024-05-01T00:00:00.000Z&to=2024-05-01T14:00:00%2B02:00';

  it.each([
    ['inclusive', 'inclusive', 4, '00:00:00.000', '12:00:00.000'],
    ['exclusive', 'inclusive', 3, '00:00:00.001', '12:00:00.000'],
    ['inclusive', 'exclusive', 3, '00:00:00.000', '11:59:59.999'],
  ] as const)('are %s and %s', async (from, to, count, first, last) => {
    const ids = await idsOf(serve(calls, { from, to, order: 'asc' })(query));
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([count, first, last]);
  });

  it('compare with the end where they are told to', async () => {
    const long = callAt('2024-04-30T23:00:00Z', {
      vendorId: 'long',
      endedAt: '2024-05-01T01:00:00.000Z',
    });
    expect(await idsOf(serve([long])(query))).toEqual([]);
    expect(await idsOf(serve([long], { filterBy: 'end' })(query))).toEqual(['long']);
  });

  it('are today when there are none, and a day from the lower one', async () => {
    // Copenhagen is one hour ahead of UTC in January.
    const days = [
      '2024-12-31T22:59:59.999Z',
      '2024-12-31T23:00:00.000Z',
      '2025-01-01T10:00:00Z',
    ].map((at) => callAt(at, { vendorId: at }));
    expect(await idsOf(serve(days)(''))).toEqual([
      '2025-01-01T10:00:00Z',
      '2024-12-31T23:00:00.000Z',
    ]);
    expect(await idsOf(serve(days)('from=2024-12-30T23:00:00Z'))).toEqual([
      '2024-12-31T23:00:00.000Z',
      '2024-12-31T22:59:59.999Z',
    ]);
  });

  it.each([
    'from=2020-01-01-T00:00:00.000Z',
    'from=2020-01-01',
    'to=soon',
    'from=2024-05-02T00:00:00Z&to=2024-05-01T00:00:00Z',
  ])('refuse %s', async (bad) => {
    expect(await errorOf(serve(calls)(bad))).toEqual([422, 'from']);
  });
});

describe('filters', () => {
  const asta = { id: 'e1', name: 'Asta', login: null, extension: '232' };
  const bo = { id: 'e2', name: 'Bo', login: null, extension: '233' };
  const second = { ...asta, extension: '234' };
  const calls = [
    callAt('2024-05-01T09:00:00Z', {
      vendorId: 'in',
      direction: 'inbound',
      disposition: 'answered',
      from: outside('+4526000000', 'Åge'),
      to: outside('+4570305050'),
      agents: [asta],
      disconnectedBy: 'caller',
      noteCount: 1,
    }),
    callAt('2024-05-01T10:00:00Z', {
      vendorId: 'out',
      direction: 'outbound',
      disposition: 'failed',
      missedReason: 'agent-device',
      from: outside('234'),
      to: outside('+4526000001'),
      agents: [second],
      disconnectedBy: 'system',
    }),
    callAt('2024-05-01T11:00:00Z', {
      vendorId: 'local',
      direction: 'internal',
      disposition: 'busy',
      from: outside('233'),
      to: outside('232'),
      agents: [bo, asta],
    }),
  ];

  it.each([
    ['employee=e1', ['local', 'out', 'in']],
    ['employee=e2', ['local']],
    ['employee=e2&extension=234', ['out']],
    ['extension=232', ['local', 'in']],
    ['extension=232&direction=IN', ['local', 'in']],
    ['extension=232&direction=OUT', []],
    ['extension=233&direction=OUT', ['local']],
    ['terminatedBy=A', ['in']],
    ['terminatedReason=BUSY', ['local']],
    ['terminatedReason=UNREACHABLE', ['out']],
    ['terminatedReason=FAILED', ['out']],
    ['answeredByCallee=true', ['in']],
    ['answeredByCallee=false', ['local', 'out', 'in']],
    ['withNote=true', ['in']],
    ['filter=%C3%A5ge', ['in']],
    ['filter=600000', ['out', 'in']],
    ['filter=nobody', []],
    ['customer=5450f1834b75ff2103250001', ['local', 'out', 'in']],
    ['employee=&format=JSON', ['local', 'out', 'in']],
  ])('%s', async (query, ids) => {
    expect(await idsOf(serve(calls)(`${range}&${query}`))).toEqual(ids);
  });

  it('page like everything else', async () => {
    const ask = serve(calls, { answer: 'object' });
    const answer = await ask(`${range}&employee=e1&limit=1&offset=1`);
    expect(await answer.json()).toMatchObject({ total: 3, cdrs: [{ _id: 'out' }] });
  });

  it('come in the body of a POST as well', async () => {
    const body = JSON.stringify({
      from: '2024-01-01T00:00:00Z',
      to: '2024-12-31T00:00:00Z',
      extension: 232,
      limit: 1,
      answeredByCallee: true,
    });
    const post = { method: 'POST', headers: bearer, body };
    expect(await idsOf(serve(calls)('', post))).toEqual(['in']);
    expect(await idsOf(serve(calls)(range, { method: 'POST', headers: bearer }))).toHaveLength(3);
  });

  it.each([
    ['direction=UP&extension=232', 'direction'],
    ['direction=IN', 'extension'],
    ['terminatedBy=X', 'terminatedBy'],
    ['terminatedReason=BORED', 'terminatedReason'],
    ['format=XML', 'format'],
    ['format=CSV', 'format'],
  ])('refuse %s', async (query, name) => {
    expect(await errorOf(serve(calls)(`${range}&${query}`))).toEqual([422, name]);
  });

  it('refuse bodies that are no JSON', async () => {
    for (const body of ['{', '[]', '"x"']) {
      const post = { method: 'POST', headers: bearer, body };
      expect(await errorOf(serve(calls)('', post))).toEqual([422, 'body']);
    }
  });

  it('refuse the calls of other customers', async () => {
    expect(await errorOf(serve(calls)(`${range}&customer=other`))).toEqual([403, 'access_denied']);
  });
});

describe('tokens', () => {
  let clock = now();
  const login = { username: 'api@example.com', password: 'api_pass' };
  const loginSchema = z.object({
    token: z.string(),
    expiresInMinutes: z.number(),
    accessLevel: z.string(),
  });

  function open(options: Partial<TelecomxApiOptions> = {}) {
    clock = now();
    const api = createVendorApi(createArraySource([]), { now: () => clock, ...options });
    const logIn = (given: unknown) =>
      api(new Request(`${base}/auth/login`, { method: 'POST', body: JSON.stringify(given) }));
    const logInByQuery = (given: Record<string, string>) =>
      api(new Request(`${base}/auth/login?${new URLSearchParams(given).toString()}`));
    const ask = async (headers: Record<string, string>, query = '') => {
      const response = await api(new Request(`${base}/pbx/cdr?${query}`, { headers }));
      return response.status === 200 ? 'welcome' : errorSchema.parse(await response.json()).message;
    };
    return { logIn, logInByQuery, ask };
  }

  async function tokenOf(answer: Promise<Response>): Promise<string> {
    return loginSchema.parse(await (await answer).json()).token;
  }

  it('are given for a password, by POST or GET, and let in', async () => {
    const { logIn, logInByQuery, ask } = open();
    const answer = await (await logIn(login)).json();
    expect(loginSchema.parse(answer)).toMatchObject({
      expiresInMinutes: 15,
      accessLevel: 'VIEWER',
    });
    for (const one of [logIn(login), logInByQuery(login)]) {
      const token = await tokenOf(one);
      expect(await ask({ authorization: `Bearer ${token}` })).toBe('welcome');
    }
  });

  it.each([
    {},
    { username: 'api@example.com' },
    { ...login, password: 'wrong' },
    { ...login, username: 'wrong' },
    'text',
  ])('are refused to %j', async (given) => {
    expect(await errorOf(open().logIn(given))).toEqual([401, 'credentials_invalid']);
  });

  it.each([
    ['request', 'welcome'],
    ['login', 'expired'],
  ] as const)('hold for a quarter of an hour from the %s', async (tokenLifetimeFrom, then) => {
    const { logIn, ask } = open({ tokenLifetimeFrom });
    const authorization = `Bearer ${await tokenOf(logIn(login))}`;
    clock += 10 * 60_000;
    expect(await ask({ authorization })).toBe('welcome');
    clock += 10 * 60_000;
    expect(await ask({ authorization })).toBe(then);
    clock += 15 * 60_000;
    expect(await ask({ authorization })).toBe('expired');
  });

  it.each([
    [{}, 'credentials_invalid'],
    [{ authorization: 'Basic eDp5' }, 'format_error'],
    [{ authorization: 'Bearer nonsense' }, 'invalid_token'],
    [{ authorization: 'Bearer machine-token' }, 'welcome'],
  ])('%j: %s', async (headers, message) => {
    expect(await open().ask(headers)).toBe(message);
  });

  it('are read where they are told to be', async () => {
    const inHeader = open({ tokenHeader: 'x-token' });
    expect(await inHeader.ask({ 'x-token': 'machine-token' })).toBe('welcome');
    expect(await inHeader.ask(bearer)).toBe('format_error');
    const inQuery = open({ tokenQuery: 'token' });
    expect(await inQuery.ask({}, 'token=machine-token')).toBe('welcome');
    expect(await inQuery.ask({})).toBe('credentials_invalid');
  });

  it('of machines need not exist', async () => {
    expect(await open({ token: null }).ask(bearer)).toBe('invalid_token');
  });

  it('are the gate’s where there is one', async () => {
    const gate = {
      admits: (secret: string) => ['cdr_key', 'short-lived'].includes(secret),
      issueToken: (password: string) =>
        password === 'cdr_key' ? { token: 'short-lived', lifetimeMs: 900_000 } : null,
    };
    const { logIn, ask } = open({ gate });
    const login = await logIn({ username: 'anybody', password: 'cdr_key' });
    expect(await login.json()).toMatchObject({ token: 'short-lived', expiresInMinutes: 15 });
    expect(await ask({ authorization: 'Bearer short-lived' })).toBe('welcome');
    expect(await ask({ authorization: 'Bearer cdr_key' })).toBe('welcome');
    expect(await ask({ authorization: 'Bearer cdr_key' }, 'customer=any')).toBe('welcome');
    expect(await ask(bearer)).toBe('invalid_token');
    expect(await ask({})).toBe('credentials_invalid');
    expect((await logIn({ username: 'api@example.com', password: 'api_pass' })).status).toBe(401);
  });
});

describe('other requests', () => {
  it.each([
    ['GET', '/pbx/cdr/latest', 404],
    ['DELETE', '/pbx/cdr', 405],
    ['DELETE', '/auth/login', 405],
  ])('%s %s is answered %d', async (method, path, status) => {
    const api = createVendorApi(createArraySource([]), { now });
    const response = await api(new Request(base + path, { method, headers: bearer }));
    expect(response.status).toBe(status);
  });
});

describe('describeVendorApi', () => {
  it('gives options and a command that the API lets in', async () => {
    const { options, curl } = describeVendorApi('http://127.0.0.1:8080/');
    expect(options).toEqual({
      baseUrl: 'http://127.0.0.1:8080/',
      username: 'api@example.com',
      password: 'api_pass',
    });
    expect(curl).toBe(
      'curl -X POST -H "Authorization: Bearer machine-token" "http://127.0.0.1:8080/pbx/cdrstats"',
    );
  });
});
