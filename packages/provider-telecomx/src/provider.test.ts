import {
  boundRules,
  type Call,
  type Connection,
  type ReadRequest,
  renderBounds,
  streamsOf,
  toInstant,
  type VendorApi,
  type Window,
  zoneOf,
} from '@cdr/core';
import { answerJson, createArraySource } from '@cdr/provider-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAt, callsFrom } from './__fixtures__/calls.ts';
import { connect } from './__fixtures__/connect.ts';
import { mapperFor } from './__fixtures__/map.ts';
import telecomx from './index.ts';
import { createVendorApi, type TelecomxApiOptions } from './vendor-api.ts';

const zone = zoneOf('Europe/Copenhagen');
const now = () => Date.UTC(2025, 0, 1);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const [stream] = streamsOf(telecomx.manifest, 'calls');
const mapper = mapperFor();
const signal = new AbortController().signal;

function apiOf(calls: readonly Call[], readings: Partial<TelecomxApiOptions> = {}): VendorApi {
  return createVendorApi(createArraySource(calls), { now, ...readings });
}

function requestFor(owned: Window): ReadRequest {
  if (stream === undefined) throw new Error('no stream');
  return { stream: 'calls', owned, bounds: renderBounds(owned, boundRules(stream), zone), signal };
}

const may: Window = { from: Date.parse('2024-05-01T00:00Z'), to: Date.parse('2024-05-02T00:00Z') };

/** The ids that a slice brings, of the calls that it owns. */
async function readIds(connection: Connection, owned: Window): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of connection.read(requestFor(owned))) {
    expect(page.texts).toHaveLength(page.rows.length);
    page.rows.forEach((row, index) => {
      const mapped = mapper(row, page.texts[index] ?? '');
      if (!mapped.ok) throw new Error(mapped.reason);
      const startedAt = Date.parse(mapped.call.startedAt);
      if (startedAt >= owned.from && startedAt < owned.to) ids.push(mapped.key);
    });
  }
  return ids;
}

/** Gives way to `vendor` but for the answers about records at `turns`, counted from 0. */
function faulty(vendor: VendorApi, turns: readonly number[], fault: () => Response): VendorApi {
  let turn = -1;
  return async (request) => {
    if (!request.url.includes('/pbx/cdr')) return vendor(request);
    turn += 1;
    return turns.includes(turn) ? fault() : vendor(request);
  };
}

describe('options', () => {
  const login = { username: 'u', password: 'p' };

  it.each([
    [login, true],
    [{ token: 't' }, true],
    [{ ...login, customer: '5450f1834b75ff2103250001' }, true],
    [{ token: 't', tokenHeader: 'x-token' }, true],
    [{ token: 't', tokenQuery: 'token' }, true],
    [{}, false],
    [{ ...login, token: 't' }, false],
    [{ token: '' }, false],
    [{ token: 't', tokenHeader: 'x token' }, false],
    [{ token: 't', tokenHeader: 'x-token', tokenQuery: 'token' }, false],
    [{ token: 't', domain: 'x' }, false],
  ])('%j: %s', (given, isGood) => {
    expect(telecomx.options.safeParse(given).success).toBe(isGood);
  });
});

describe('the requests', () => {
  it('log in, then ask for the slice in UTC: a step earlier, six hours further', async () => {
    const { connection, requests } = connect(apiOf([]));
    await readIds(connection, may);
    const [login, page, ...rest] = requests;
    expect(rest).toEqual([]);
    expect(login?.method).toBe('POST');
    expect(login?.url).toBe('http://vendor.test/copenhagen/auth/login');
    expect(login?.headers.get('content-type')).toBe('application/json');
    expect(await login?.json()).toEqual({ username: 'api@example.com', password: 'api_pass' });
    expect(page?.method).toBe('GET');
    expect(page?.url).toBe(
      'http://vendor.test/copenhagen/pbx/cdr?offset=0&limit=10000' +
        '&from=2024-04-30T23%3A59%3A59.999Z&to=2024-05-02T06%3A00%3A00.000Z',
    );
    expect(page?.headers.get('authorization')).toMatch(/^Bearer [0-9a-f-]{36}$/);
  });

  it('name the customer whose calls are meant', async () => {
    const { connection, asked } = connect(apiOf([], { customer: 'c 1' }), {
      token: 'machine-token',
      customer: 'c 1',
    });
    await readIds(connection, may);
    expect(asked()[0]?.url).toContain('&customer=c%201');
  });

  it.each([
    [{}, 'Bearer machine-token', null, ''],
    [{ tokenHeader: 'x-token' }, null, 'machine-token', ''],
    [{ tokenHeader: 'Authorization' }, 'machine-token', null, ''],
    [{ tokenQuery: 'token' }, null, null, 'token=machine-token'],
  ])('carry a machine token as %j wants it', async (placed, authorization, header, query) => {
    const { connection, requests } = connect(apiOf([], placed), {
      token: 'machine-token',
      ...placed,
    });
    await readIds(connection, may);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers.get('authorization')).toBe(authorization);
    expect(requests[0]?.headers.get('x-token')).toBe(header);
    expect(requests[0]?.url).toContain(query);
  });

  it.each([{ tokenHeader: 'x-token' }, { tokenQuery: 'token' }])(
    'carry the token of a login as %j wants it',
    async (placed) => {
      const login = { username: 'api@example.com', password: 'api_pass' };
      const calls = callsFrom('2024-05-01T00:00:00Z', 2);
      const { connection } = connect(apiOf(calls, placed), { ...login, ...placed });
      expect(await readIds(connection, may)).toHaveLength(2);
    },
  );
});

describe('a slice', () => {
  it('is read up to an empty page, from the row before it', async () => {
    const calls = callsFrom('2024-05-01T00:00:00Z', 300);
    const { connection, asked } = connect(apiOf(calls));
    expect(await readIds(connection, may)).toHaveLength(300);
    const offsets = asked().map((request) => new URL(request.url).searchParams.get('offset'));
    expect(offsets).toEqual(['0', '299', '300']);
  });

  it.each([9, 2, 1])('is read whole when pages hold %d records', async (pageCap) => {
    const calls = callsFrom('2024-05-01T00:00:00Z', 25);
    const { connection } = connect(apiOf(calls, { pageCap }));
    const ids = await readIds(connection, may);
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
  });

  it.each([
    ['asc', 0],
    ['desc', 24],
  ] as const)('is not told as whole when a record goes meanwhile, %s', async (order, first) => {
    const live = callsFrom('2024-05-01T00:00:00Z', 25);
    const vendor = apiOf(live, { pageCap: 9, order });
    let turn = 0;
    const { connection } = connect(
      async (request) => {
        turn += 1;
        if (turn === 2) live.splice(first, 1);
        return vendor(request);
      },
      { token: 'machine-token' },
    );
    await expect(readIds(connection, may)).rejects.toMatchObject({ code: 'unstable-list' });
  });

  it('has exactly the calls that it owns, under every reading', async () => {
    const nights = ['2024-10-26T23:00:00Z', '2024-03-30T23:00:00Z', '2024-05-01T00:00:00Z'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...nights),
        fc.array(fc.tuple(fc.nat({ max: 12 * hourMs }), fc.nat({ max: 6 * hourMs })), {
          maxLength: 40,
        }),
        fc.tuple(fc.nat({ max: 5 * hourMs }), fc.nat({ max: 5 * hourMs })),
        fc.record({
          from: fc.constantFrom('inclusive', 'exclusive'),
          to: fc.constantFrom('inclusive', 'exclusive'),
          order: fc.constantFrom('asc', 'desc'),
          filterBy: fc.constantFrom('start', 'end'),
          appears: fc.constantFrom('at-start', 'at-end'),
          answer: fc.constantFrom('list', 'object'),
          callerForm: fc.constantFrom('object', 'array'),
          pageCap: fc.integer({ min: 1, max: 60 }),
        }),
        async (night, spans, edges, readings) => {
          const base = Date.parse(night);
          const [first = base, last = base] = edges.map((ms) => base + ms).sort((a, b) => a - b);
          const atBounds = [first - 1, first, last - 1, last].flatMap((at) => [
            [at - base, 0],
            [at - base, 6 * hourMs],
          ]);
          const calls = [...spans, ...atBounds].map(([offset = 0, length = 0], index) =>
            callAt(toInstant(base + offset), {
              vendorId: `5c5a97d983a3bc74d58${index}`,
              endedAt: toInstant(base + offset + length),
            }),
          );
          const { connection } = connect(apiOf(calls, readings));
          const expected = calls
            .filter(({ startedAt }) => {
              const start = Date.parse(startedAt);
              return start >= first && start < last;
            })
            .map(({ vendorId }) => vendorId);
          const read = await readIds(connection, { from: first, to: last });
          expect(read).toHaveLength(expected.length);
          expect(new Set(read)).toEqual(new Set(expected));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('ends with the signal', async () => {
    const aborted = AbortSignal.abort(new Error('enough'));
    const { connection } = connect(apiOf([]));
    const request = { ...requestFor(may), signal: aborted };
    await expect(connection.read(request)[Symbol.asyncIterator]().next()).rejects.toThrow('enough');
  });
});

describe('tokens', () => {
  const calls = callsFrom('2024-05-01T08:00:00Z', 3);

  it('are got anew, once for all, when they have expired', async () => {
    let clock = now();
    const vendor = apiOf(calls, { tokenLifetimeFrom: 'login', now: () => clock });
    const { connection, logins } = connect(vendor);
    expect(await readIds(connection, may)).toHaveLength(3);
    clock += 15 * minuteMs;
    await Promise.all([1, 2, 3].map(() => readIds(connection, may)));
    expect(logins()).toHaveLength(2);
  });

  it('are given up when a new one is refused as well', async () => {
    const vendor = faulty(apiOf(calls), [0, 1], () => new Response('', { status: 401 }));
    const { connection, logins } = connect(vendor);
    await expect(readIds(connection, may)).rejects.toMatchObject({ code: 'auth' });
    expect(logins()).toHaveLength(2);
  });

  it('of machines are not renewed', async () => {
    const { connection, requests } = connect(apiOf(calls), { token: 'wrong' });
    const failure = await readIds(connection, may).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'auth', retryable: false });
    expect(String(failure)).toContain('invalid_token');
    expect(requests).toHaveLength(1);
  });

  it.each([401, 403, 422])('are refused for a wrong password with %d', async (status) => {
    const { connection, requests } = connect(
      async () => answerJson(status, '{"message":"credentials_invalid","password":"hunter2"}'),
      { username: 'api@example.com', password: 'hunter2' },
    );
    const failure = await readIds(connection, may).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'auth', retryable: false });
    expect(String(failure)).toContain('credentials_invalid');
    expect(String(failure)).toContain('Check username and password');
    expect(String(failure)).not.toContain('hunter2');
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['a web page', () => new Response('<html>')],
    ['no token', () => answerJson(200, '{"expiresInMinutes":15}')],
    ['503', () => new Response('', { status: 503 })],
  ])('are asked for again after %s', async (_what, fault) => {
    let turn = 0;
    const vendor = apiOf(calls);
    const { connection } = connect(async (request) => {
      turn += 1;
      return turn === 1 ? fault() : vendor(request);
    });
    expect(await readIds(connection, may)).toHaveLength(3);
  });

  it('of accounts that see their own calls alone come with a warning', async () => {
    const { connection, events } = connect(apiOf(calls, { accessLevel: 'PERSONAL' }));
    await readIds(connection, may);
    const warnings = events.filter(({ type }) => type === 'warning');
    expect(warnings).toEqual([{ type: 'warning', message: expect.stringContaining('PERSONAL') }]);
    const ordinary = connect(apiOf(calls));
    await readIds(ordinary.connection, may);
    expect(ordinary.events.filter(({ type }) => type === 'warning')).toEqual([]);
  });
});

describe('answers that are none', () => {
  const calls = callsFrom('2024-05-01T08:00:00Z', 3);
  const faults: [string, () => Response][] = [
    ['an error with its list', () => answerJson(200, '{"errors":[{"message":"busy"}]}')],
    ['an object without a list', () => answerJson(200, '{"offset":0,"limit":100}')],
    ['two lists', () => answerJson(200, '{"offset":0,"limit":100,"a":[],"b":[]}')],
    ['null', () => answerJson(200, 'null')],
    ['a web page', () => new Response('<html>Vedligeholdelse</html>')],
    ['a cut-off text', () => answerJson(200, '[{"_id":"5c')],
    ['nothing', () => new Response('')],
    ['429', () => new Response('', { status: 429, headers: { 'retry-after': '1' } })],
    ['500', () => answerJson(500, '{"message":"internal_error"}')],
  ];

  it.each(faults)('%s: asked again, and the slice is whole', async (_what, fault) => {
    const { connection, events } = connect(faulty(apiOf(calls), [0, 1], fault));
    expect(await readIds(connection, may)).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2);
  });

  it.each(faults)('%s for ever: an error, never an empty slice', async (_what, fault) => {
    const turns = Array.from({ length: 50 }, (_, index) => index);
    const { connection } = connect(faulty(apiOf(calls), turns, fault));
    await expect(readIds(connection, may)).rejects.toMatchObject({ retryable: true });
  });

  it('403: the account may not read', async () => {
    const { connection } = connect(apiOf(calls), { token: 'machine-token', customer: 'other' });
    const failure = await readIds(connection, may).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'auth' });
    expect(String(failure)).toContain('access_denied');
    expect(String(failure)).toContain('access level VIEWER');
  });
});

describe('check', () => {
  it.each([
    ['2024-12-31T12:00:00Z', 'Telecom X answered; it tells calls of the last 24 hours'],
    ['2024-12-30T12:00:00Z', 'Telecom X answered; it tells no call of the last 24 hours'],
  ])('after a call of %s: %s', async (startedAt, line) => {
    const { connection } = connect(apiOf([callAt(startedAt)]));
    expect(await connection.check(signal)).toBe(line);
  });

  it('fails when nobody is let in', async () => {
    const { connection } = connect(apiOf([]), { token: 'wrong' });
    await expect(connection.check(signal)).rejects.toMatchObject({ code: 'auth' });
  });
});
