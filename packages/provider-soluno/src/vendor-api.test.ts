import { type Call, toInstant } from '@cdr/core';
import { createArraySource } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callAt, partyAt } from './__fixtures__/calls.ts';
import { createVendorApi, describeVendorApi, type SolunoApiOptions } from './vendor-api.ts';

const base = 'http://vendor.test';
const now = () => Date.parse('2025-01-01T12:00:00Z');
const bearer = { authorization: 'Bearer ready-made-token' };
const rowsSchema = z.array(z.record(z.string(), z.string().nullable()));
const errorSchema = z.object({ message: z.string() });

function serve(calls: readonly Call[], options: Partial<SolunoApiOptions> = {}) {
  const api = createVendorApi(createArraySource(calls), { now, ...options });
  return (from: string, to: string, headers: Record<string, string> = bearer) => {
    const query = `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
    return api(new Request(`${base}/cdr/historik?${query}`, { headers }));
  };
}

async function rowsOf(answer: Promise<Response>) {
  const response = await answer;
  expect(response.status).toBe(200);
  return rowsSchema.parse(await response.json());
}

/** The callers, which name the calls of these tests. */
async function callersOf(answer: Promise<Response>) {
  return (await rowsOf(answer)).map((row) => row.callerNo);
}

function named(caller: string, startedAt: string, known: Partial<Call> = {}): Call {
  return callAt(startedAt, { ...known, from: partyAt(caller) });
}

describe('the answer', () => {
  it('is one array of rows with the documented keys, in the documented forms', async () => {
    const call = callAt('2024-12-04T15:16:04.274Z', {
      from: partyAt('+4672111111'),
      to: partyAt('+4672555555'),
      direction: 'inbound',
      disposition: 'answered',
      queue: { id: '622', name: null },
      queuedAt: '2024-12-04T15:16:10.279Z',
      answeredAt: '2024-12-04T15:16:10.279Z',
      endedAt: '2024-12-04T15:17:31.164Z',
    });
    const answer = await serve([call])('2024-12-04', '2024-12-04');
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.text()).toBe(
      JSON.stringify([
        {
          callerNo: '+4672111111',
          start: '2024-12-04T16:16:04.274+01:00',
          receivingNo: '622',
          received: '2024-12-04T16:16:10.279+01:00',
          calleeNo: '+4672555555',
          calleeAnswered: '2024-12-04T16:16:10.279+01:00',
          stop: '2024-12-04T16:17:31.164+01:00',
        },
      ]),
    );
  });

  it('is an empty array when there is nothing', async () => {
    expect(await (await serve([])('2024-12-04', '2024-12-04')).text()).toBe('[]');
  });

  it('has two identical rows for two calls that look the same', async () => {
    const twins = [1, 2].map((id) => ({ ...named('a', '2024-12-04T10:00:00Z'), id: `t:${id}` }));
    const [first, second, ...rest] = await rowsOf(serve(twins)('2024-12-04', '2024-12-04'));
    expect(first).toEqual(second);
    expect(rest).toEqual([]);
  });

  it('holds calls alone', async () => {
    const calls = [named('a', '2024-12-04T10:00:00Z', { kind: 'sms' })];
    expect(await callersOf(serve(calls)('2024-12-04', '2024-12-04'))).toEqual([]);
  });

  it.each([
    ['null', null],
    ['text', 'null'],
    ['empty', ''],
    ['missing', undefined],
  ] as const)('writes absent times as %s', async (absent, form) => {
    const calls = [named('a', '2024-12-04T10:00:00Z', { endedAt: null })];
    const [row] = await rowsOf(serve(calls, { absent })('2024-12-04', '2024-12-04'));
    expect([row?.received, row?.calleeAnswered, row?.stop]).toEqual([form, form, form]);
    expect(row?.receivingNo).toBe('');
    expect(row?.callerNo).toBe('a');
  });
});

describe('bounds', () => {
  // Stockholm is one hour ahead of UTC in December.
  const calls = [
    named('before', '2024-12-04T15:59:59.999Z'),
    named('at', '2024-12-04T16:00:00.000Z'),
    named('within', '2024-12-04T16:00:59.999Z'),
    named('after', '2024-12-04T16:01:00.000Z'),
    named('last', '2024-12-04T22:59:59.999Z'),
    named('next day', '2024-12-04T23:00:00.000Z'),
  ];

  it('take the lower one as inclusive', async () => {
    expect(await callersOf(serve(calls)('2024-12-04 17:00', '2024-12-04'))).toEqual([
      'last',
      'after',
      'within',
      'at',
    ]);
  });

  it.each([
    ['point', ['at', 'before']],
    ['minute', ['within', 'at', 'before']],
  ] as const)('take a minute as upper one for its %s', async (to, callers) => {
    const ask = serve(calls, { to });
    expect(await callersOf(ask('2024-12-04', '2024-12-04 17:00'))).toEqual(callers);
  });

  it.each(['point', 'minute'] as const)('take a date for the whole day (%s)', async (to) => {
    const callers = await callersOf(serve(calls, { to })('2024-12-04', '2024-12-04'));
    expect(callers).toHaveLength(5);
    expect(callers[0]).toBe('last');
  });

  it.each([
    ['earlier', ['second', 'first']],
    ['later', ['second']],
  ] as const)('in the fold name the %s instant', async (fold, callers) => {
    const night = [named('first', '2024-10-27T00:30:00Z'), named('second', '2024-10-27T01:30:00Z')];
    const ask = serve(night, { fold });
    expect(await callersOf(ask('2024-10-27 02:30', '2024-10-27'))).toEqual(callers);
  });

  it.each([
    ['2024-12-04', ''],
    ['', '2024-12-04'],
    ['2024-12-04T17:00', '2024-12-04'],
    ['2024-12-04 17:00:00', '2024-12-04'],
    ['2024-02-30', '2024-12-04'],
    ['2024-12-04', 'today'],
  ])('refuse %j to %j', async (from, to) => {
    const answer = await serve(calls)(from, to);
    expect(answer.status).toBe(400);
    expect(errorSchema.parse(await answer.json()).message).toContain('from and to');
  });
});

describe('which calls are told', () => {
  const long = named('long', '2024-12-04T10:00:00Z', { endedAt: '2024-12-04T14:00:00.000Z' });
  const open = named('open', '2024-12-04T13:30:00Z', { endedAt: null });

  it.each([
    ['start', ['long'], ['open']],
    ['stop', [], ['long', 'open']],
  ] as const)('is decided by their %s', async (filterBy, morning, afternoon) => {
    const ask = serve([long, open], { filterBy });
    expect(await callersOf(ask('2024-12-04 10:30', '2024-12-04 11:30'))).toEqual(morning);
    const told = new Set(await callersOf(ask('2024-12-04 14:00', '2024-12-04')));
    expect(told).toEqual(new Set(afternoon));
  });

  const running = named('running', '2025-01-01T11:00:00Z', {
    direction: 'inbound',
    disposition: 'answered',
    queuedAt: '2025-01-01T11:00:10.000Z',
    answeredAt: '2025-01-01T11:00:20.000Z',
    endedAt: '2025-01-01T13:00:00.000Z',
  });

  it('leaves out a call until it has ended', async () => {
    let clock = now();
    const ask = serve([running], { now: () => clock });
    expect(await callersOf(ask('2025-01-01', '2025-01-01'))).toEqual([]);
    clock = Date.parse('2025-01-01T13:00:00Z');
    expect(await callersOf(ask('2025-01-01', '2025-01-01'))).toEqual(['running']);
  });

  it('or tells it at once, and fills it in as it goes on', async () => {
    let clock = Date.parse('2025-01-01T10:59:59Z');
    const ask = serve([running], { appears: 'at-start', now: () => clock });
    const toldAt = async (instant: string) => {
      clock = Date.parse(instant);
      const [row] = await rowsOf(ask('2025-01-01', '2025-01-01'));
      return row === undefined ? null : [row.received, row.calleeAnswered, row.stop];
    };
    expect(await toldAt('2025-01-01T10:59:59Z')).toBeNull();
    expect(await toldAt('2025-01-01T11:00:00Z')).toEqual([null, null, null]);
    const received = '2025-01-01T12:00:10.000+01:00';
    expect(await toldAt('2025-01-01T11:00:10Z')).toEqual([received, null, null]);
    const answered = '2025-01-01T12:00:20.000+01:00';
    expect(await toldAt('2025-01-01T12:00:00Z')).toEqual([received, answered, null]);
    const stop = '2025-01-01T14:00:00.000+01:00';
    expect(await toldAt('2025-01-01T13:00:00Z')).toEqual([received, answered, stop]);
  });

  it('leaves out what is older than three months, without a word', async () => {
    const calls = [
      named('old', '2024-10-01T11:59:59.999Z'),
      named('edge', '2024-10-01T12:00:00.000Z'),
    ];
    // Three months ago it was summer time: the same hour on the wall is another in UTC.
    const clock = () => Date.parse('2025-01-01T13:00:00Z');
    expect(await callersOf(serve(calls, { now: clock })('2024-09-01', '2025-01-01'))).toEqual([
      'edge',
    ]);
  });

  it('or refuses to be asked for it', async () => {
    const ask = serve([], { tooOld: 'refused' });
    expect((await ask('2024-09-30', '2025-01-01')).status).toBe(400);
    expect((await ask('2024-10-02', '2025-01-01')).status).toBe(200);
  });
});

describe('the pace', () => {
  it('may hold for the same range', async () => {
    let clock = now();
    const ask = serve([], { minPollMs: 300_000, now: () => clock });
    expect((await ask('2024-12-04', '2024-12-04')).status).toBe(200);
    clock += 60_000;
    const early = await ask('2024-12-04', '2024-12-04');
    expect(early.status).toBe(429);
    expect(early.headers.get('retry-after')).toBe('240');
    expect((await ask('2024-12-04', '2024-12-05')).status).toBe(200);
    clock += 240_000;
    expect((await ask('2024-12-04', '2024-12-04')).status).toBe(200);
  });

  it('is free by default', async () => {
    const ask = serve([]);
    expect((await ask('2024-12-04', '2024-12-04')).status).toBe(200);
    expect((await ask('2024-12-04', '2024-12-04')).status).toBe(200);
  });
});

describe('tokens', () => {
  const tokenSchema = z.object({
    access_token: z.string(),
    token_type: z.literal('bearer'),
    expires_in: z.number(),
  });
  const login = { grant_type: 'password', username: 'api_user', password: 'api_pass' };

  function deskOf(options: Partial<SolunoApiOptions> = {}) {
    const api = createVendorApi(createArraySource([]), { now, ...options });
    const ask = (token: string) =>
      api(
        new Request(`${base}/cdr/historik?from=2024-12-04&to=2024-12-04`, {
          headers: { authorization: `Bearer ${token}` },
        }),
      );
    const grant = (form: Record<string, string>) =>
      api(new Request(`${base}/token`, { method: 'POST', body: new URLSearchParams(form) }));
    return { api, ask, grant };
  }

  it('are given for the password, and let in', async () => {
    const { ask, grant } = deskOf();
    const answer = await grant(login);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { access_token, expires_in } = tokenSchema.parse(await answer.json());
    expect(expires_in).toBe(3600);
    expect((await ask(access_token)).status).toBe(200);
  });

  it('expire', async () => {
    let clock = now();
    const { ask, grant } = deskOf({ tokenLifetimeMs: 60_000, now: () => clock });
    const { access_token } = tokenSchema.parse(await (await grant(login)).json());
    clock += 59_999;
    expect((await ask(access_token)).status).toBe(200);
    clock += 1;
    expect((await ask(access_token)).status).toBe(401);
    const renewed = tokenSchema.parse(await (await grant(login)).json());
    expect(renewed.access_token).not.toBe(access_token);
    expect((await ask(renewed.access_token)).status).toBe(200);
    expect((await ask(access_token)).status).toBe(401);
  });

  it.each([
    [{ ...login, password: 'wrong' }, 'invalid_grant'],
    [{ ...login, username: 'wrong' }, 'invalid_grant'],
    [{ ...login, grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    [{ username: 'api_user', password: 'api_pass' }, 'invalid_request'],
    [{ grant_type: 'password' }, 'invalid_request'],
  ])('are not given for %j', async (form, error) => {
    const answer = await deskOf().grant(form);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error });
  });

  it('are not given for anything but a form', async () => {
    const { api } = deskOf();
    const request = new Request(`${base}/token`, { method: 'POST', body: JSON.stringify(login) });
    expect(await (await api(request)).json()).toEqual({ error: 'invalid_request' });
    expect((await api(new Request(`${base}/token`))).status).toBe(405);
  });

  it('may be ready-made, or not', async () => {
    expect((await deskOf().ask('ready-made-token')).status).toBe(200);
    expect((await deskOf({ token: 'mine' }).ask('mine')).status).toBe(200);
    expect((await deskOf({ token: 'mine' }).ask('ready-made-token')).status).toBe(401);
    expect((await deskOf({ token: null }).ask('ready-made-token')).status).toBe(401);
  });

  it('are asked of everybody, and refused without a word about why', async () => {
    const answer = await serve([])('2024-12-04', '2024-12-04', {});
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('are the gate’s where there is one', async () => {
    const gate = {
      admits: (secret: string) => ['cdr_key', 'short-lived'].includes(secret),
      issueToken: (password: string) =>
        password === 'cdr_key' ? { token: 'short-lived', lifetimeMs: 60_500 } : null,
    };
    const { ask, grant } = deskOf({ gate });
    const granted = await grant({ ...login, username: 'anybody', password: 'cdr_key' });
    expect(await granted.json()).toMatchObject({ access_token: 'short-lived', expires_in: 60 });
    expect((await ask('short-lived')).status).toBe(200);
    expect((await ask('cdr_key')).status).toBe(200);
    expect((await ask('ready-made-token')).status).toBe(401);
    expect(await (await grant(login)).json()).toEqual({ error: 'invalid_grant' });
  });
});

describe('other requests', () => {
  it.each([
    ['GET', '/cdr/other', 404],
    ['GET', '/', 404],
    ['POST', '/cdr/historik', 405],
  ])('%s %s: %i', async (method, path, status) => {
    const api = createVendorApi(createArraySource([]), { now });
    expect((await api(new Request(`${base}${path}`, { method, headers: bearer }))).status).toBe(
      status,
    );
  });
});

describe('describeVendorApi', () => {
  it('gives options for the password, and a line with the ready-made token', async () => {
    const { options, curl } = describeVendorApi('http://127.0.0.1:8080');
    expect(options).toEqual({
      baseUrl: 'http://127.0.0.1:8080',
      tokenUrl: 'http://127.0.0.1:8080/token',
      username: 'api_user',
      password: 'api_pass',
    });
    expect(curl).toBe(
      'curl -H "Authorization: Bearer ready-made-token" ' +
        '"http://127.0.0.1:8080/cdr/historik?from=$(date +%F)&to=$(date +%F)"',
    );
  });
});

describe('a long list', () => {
  it('comes in pieces', async () => {
    const calls = Array.from({ length: 3000 }, (_, index) =>
      named(String(index), toInstant(Date.parse('2024-12-04T00:00:00Z') + index)),
    );
    const answer = await serve(calls)('2024-12-01', '2024-12-31');
    let pieces = 0;
    let text = '';
    for await (const piece of answer.body ?? []) {
      pieces += 1;
      text += Buffer.from(piece).toString('utf8');
    }
    expect(pieces).toBeGreaterThan(2);
    expect(rowsSchema.parse(JSON.parse(text))).toHaveLength(3000);
  });
});
