import {
  boundRules,
  type Call,
  type Connection,
  type ReadRequest,
  renderBounds,
  streamsOf,
  toEpochMs,
  toInstant,
  type VendorApi,
  type Window,
  zoneOf,
} from '@cdr/core';
import { answerJson, createArraySource } from '@cdr/provider-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAt, callsFrom } from './__fixtures__/calls.ts';
import { connect, connectionOptions, createClock, settings } from './__fixtures__/connect.ts';
import ccrm from './index.ts';
import { type CcrmApiOptions, createVendorApi } from './vendor-api.ts';

const zone = zoneOf(settings.timeZone);
const now = () => Date.UTC(2025, 0, 1);
const secondMs = 1000;
const [stream] = streamsOf(ccrm.manifest, 'calls');
const mapper = ccrm.createMapper(connectionOptions, settings);
const limitBody = '{"success":false,"message":"Request limit has been exceeded"}';

function apiOf(calls: readonly Call[], readings: Partial<CcrmApiOptions> = {}): VendorApi {
  return createVendorApi(createArraySource(calls), { now, ...readings });
}

function requestFor(owned: Window): ReadRequest {
  if (stream === undefined) throw new Error('no stream of calls');
  const bounds = renderBounds(owned, boundRules(stream), zone);
  return { stream: 'calls', owned, bounds, signal: new AbortController().signal };
}

const may: Window = { from: Date.parse('2024-05-01T00:00Z'), to: Date.parse('2024-05-02T00:00Z') };

/** The ids that a slice brings, of the calls that it owns. */
async function readIds(connection: Connection, owned: Window): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of connection.read(requestFor(owned))) {
    page.rows.forEach((row, index) => {
      const mapped = mapper(row, page.texts[index] ?? '');
      if (!mapped.ok) throw new Error(mapped.reason);
      const startedAt = toEpochMs(mapped.call.startedAt);
      if (startedAt >= owned.from && startedAt < owned.to) ids.push(mapped.key);
    });
  }
  return ids;
}

/** Gives way to `vendor` but for the answers at `turns`, counted from 0. */
function faulty(
  vendor: VendorApi,
  isFaulty: (turn: number) => boolean,
  fault: () => Response,
): VendorApi {
  let turn = -1;
  return async (request) => {
    turn += 1;
    return isFaulty(turn) ? fault() : vendor(request);
  };
}

describe('options', () => {
  const { baseUrl, token } = connectionOptions;

  it('need an address and a key', () => {
    expect(ccrm.options.safeParse({ baseUrl, token }).success).toBe(true);
    expect(ccrm.options.safeParse({ token }).success).toBe(false);
    expect(ccrm.options.safeParse({ baseUrl, token: '' }).success).toBe(false);
    expect(ccrm.options.safeParse({ baseUrl, token, username: 'x' }).success).toBe(false);
  });

  it('pace the requests: five a second unless told otherwise', () => {
    expect(ccrm.options.parse({ baseUrl, token }).requestsPerSecond).toBe(5);
    const told = ccrm.options.safeParse({ baseUrl, token, requestsPerSecond: 0.5 });
    expect(told.data?.requestsPerSecond).toBe(0.5);
    expect(ccrm.options.safeParse({ baseUrl, token, requestsPerSecond: 0 }).success).toBe(false);
  });
});

describe('the request', () => {
  it('asks outward on the wall, with both dates on every page and no plus for a space', async () => {
    const calls = callsFrom('2024-05-01T00:00:01Z', 5);
    const { connection, requests } = connect(apiOf(calls, { pageCap: 3 }));
    await readIds(connection, { from: may.from + 500, to: may.from + 60_500 });
    const query = 'dateFrom=2024-05-01%2001%3A59%3A59&dateTo=2024-05-01%2002%3A01%3A01&page=';
    const path = 'http://vendor.test/krakow/publicApi/callHistory?';
    expect(requests.map(({ url }) => url)).toEqual([`${path}${query}1`, `${path}${query}2`]);
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer api_key');
  });

  it('keeps a distance of a fifth of a second from the one before', async () => {
    const clock = createClock();
    const { connection } = connect(
      apiOf(callsFrom('2024-05-01T00:00:00Z', 3), { pageCap: 1 }),
      clock,
    );
    await readIds(connection, may);
    expect(clock.waits).toEqual([200, 200]);
  });
});

describe('a slice', () => {
  it('is read in no more pages than its rows fill', async () => {
    const { connection, requests } = connect(apiOf(callsFrom('2024-05-01T00:00:00Z', 2000)));
    expect(await readIds(connection, may)).toHaveLength(2000);
    expect(requests).toHaveLength(2);
  });

  it('is read whole when pages are capped below a thousand', async () => {
    const calls = callsFrom('2024-05-01T00:00:00Z', 250);
    const { connection, requests } = connect(apiOf(calls, { pageCap: 60 }));
    expect(new Set(await readIds(connection, may)).size).toBe(250);
    const pages = requests.map((request) => new URL(request.url).searchParams.get('page'));
    expect(pages).toEqual(['1', '2', '3', '4', '5']);
  });

  it('has exactly the calls that it owns, under every reading', async () => {
    const nights = ['2024-10-26T23:00:00Z', '2024-03-30T23:00:00Z', '2024-05-01T00:00:00Z'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...nights),
        fc.array(fc.nat({ max: 5 * 3600 * secondMs }), { maxLength: 40 }),
        fc.tuple(fc.nat({ max: 5 * 3600 * secondMs }), fc.nat({ max: 5 * 3600 * secondMs })),
        fc.record({
          dateFrom: fc.constantFrom('inclusive', 'exclusive'),
          dateTo: fc.constantFrom('inclusive', 'exclusive', 'second'),
          fold: fc.constantFrom('earlier', 'later'),
          order: fc.constantFrom('asc', 'desc'),
          words: fc.constantFrom('upper', 'camel', 'underscored', 'spaced'),
          parties: fc.constantFrom('objects', 'lists'),
          numbers: fc.constantFrom('integers', 'text'),
          success: fc.constantFrom('boolean', 'text'),
          pageCap: fc.integer({ min: 1, max: 100 }),
        }),
        async (night, offsets, ends, readings) => {
          const base = Date.parse(night);
          const [from = base, to = base] = ends
            .map((end) => outOfFold(base + end))
            .sort((a, b) => a - b);
          const atBounds = [from - 1, from, to - 1, to].map((at) => at - base);
          const calls = [...offsets, ...atBounds].map((offset, index) =>
            callAt(toInstant(base + offset), { vendorId: `call-${index}` }),
          );
          const { connection } = connect(apiOf(calls, readings));
          const expected = calls
            .filter((call) => isOwned(call, { from, to }))
            .map(({ vendorId }) => vendorId);
          const read = await readIds(connection, { from, to });
          expect(read).toHaveLength(expected.length);
          expect(new Set(read)).toEqual(new Set(expected));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('ends with the signal', async () => {
    const aborted = AbortSignal.abort(new Error('enough'));
    const { connection } = connect(apiOf([]));
    const pages = connection.read({ ...requestFor(may), signal: aborted })[Symbol.asyncIterator]();
    await expect(pages.next()).rejects.toThrow('enough');
  });
});

describe('a list that moves', () => {
  it.each([
    ['arrives', (calls: Call[]) => calls.push(callAt('2024-05-01T20:00:00Z', { vendorId: 'new' }))],
    ['goes', (calls: Call[]) => calls.pop()],
  ])('because a call %s between pages is told, not taken for whole', async (_what, move) => {
    const calls = callsFrom('2024-05-01T00:00:00Z', 250);
    const vendor = apiOf(calls, { pageCap: 100 });
    const { connection } = connect(async (request) => {
      const answer = await vendor(request);
      move(calls);
      return answer;
    });
    await expect(readIds(connection, may)).rejects.toMatchObject({ code: 'unstable-list' });
  });
});

describe('answers that are none', () => {
  const calls = callsFrom('2024-05-01T00:00:00Z', 150);
  const vendor = () => apiOf(calls, { pageCap: 100 });
  const faults: [string, () => Response][] = [
    ['an error with status 200', () => answerJson(200, '{"success":false,"message":"Error"}')],
    [
      'an error beside no rows',
      () => answerJson(200, '{"success":"false","data":[],"otherData":{"totalCount":0}}'),
    ],
    ['a web page', () => new Response('<html>Przerwa techniczna</html>')],
    ['a cut-off text', () => answerJson(200, '{"success":true,"data":[{"uuid":"e4ba')],
    ['no totalCount', () => answerJson(200, '{"success":true,"data":[]}')],
    ['no list', () => answerJson(200, '{"success":true,"otherData":{"totalCount":3}}')],
    [
      'no list of none',
      () => answerJson(200, '{"success":true,"data":"","otherData":{"totalCount":0}}'),
    ],
    [
      'a totalCount that is none',
      () => answerJson(200, '{"data":[],"otherData":{"totalCount":"many"}}'),
    ],
    ['a list', () => answerJson(200, '[]')],
    ['nothing', () => new Response('')],
    ['429', () => new Response('', { status: 429, headers: { 'retry-after': '1' } })],
    ['500', () => new Response('', { status: 500 })],
    ['the 403 for too many requests', () => answerJson(403, limitBody)],
    ['the same with status 200', () => answerJson(200, limitBody)],
  ];

  it.each(faults)('%s: asked again, and the slice is whole', async (_what, fault) => {
    const { connection, events } = connect(
      faulty(vendor(), (turn) => turn === 0 || turn === 2, fault),
    );
    expect(await readIds(connection, may)).toHaveLength(150);
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2);
  });

  it.each(faults)('%s for ever: an error, never a shorter slice', async (_what, fault) => {
    const { connection } = connect(faulty(vendor(), () => true, fault));
    await expect(readIds(connection, may)).rejects.toMatchObject({ retryable: true });
  });

  it.each(['"data":[]', '"data":{}', '"data":null', '"x":1'])(
    'a total of 0 with %s is an empty list, in text too',
    async (list) => {
      const body = `{"success":"true",${list},"otherData":{"totalCount":"0"},"message":"OK"}`;
      const { connection } = connect(async () => answerJson(200, body));
      expect(await readIds(connection, may)).toEqual([]);
    },
  );
});

describe('the 403 for too many requests', () => {
  it('is waited out: a second, doubled up to a minute, and no matter of rights', async () => {
    const clock = createClock();
    const vendor = apiOf(callsFrom('2024-05-01T00:00:00Z', 3));
    const limited = faulty(
      vendor,
      (turn) => turn < 8,
      () => answerJson(403, limitBody),
    );
    const { connection, requests } = connect(limited, clock);
    expect(await readIds(connection, may)).toHaveLength(3);
    expect(requests).toHaveLength(9);
    const doubled = [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000];
    expect(clock.waits.filter((waitMs) => waitMs >= 1000)).toEqual(doubled);
  });

  it('ends after ten minutes, in the words of the vendor', async () => {
    const { connection } = connect(async () => answerJson(403, limitBody));
    const failure = await readIds(connection, may).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'rate-limit', retryable: true });
    expect(String(failure)).toContain('Request limit has been exceeded');
  });

  it('comes of a vendor that is faster than its limit, and costs no call', async () => {
    const clock = createClock();
    const calls = callsFrom('2024-05-01T00:00:00Z', 40);
    const vendor = apiOf(calls, {
      pageCap: 2,
      requestsPerSecond: 2,
      elapsedMs: () => clock.elapsedMs(),
    });
    const { connection, events } = connect(vendor, clock);
    expect(new Set(await readIds(connection, may)).size).toBe(40);
    expect(events).toContainEqual({ type: 'retry', reason: 'answered 403', delayMs: 1000 });
  });
});

describe('refusals', () => {
  it('with 401 name all that they may mean, but no key, and are final', async () => {
    const { connection, requests } = connect(apiOf([], { token: 'another' }));
    const failure = await readIds(connection, may).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'auth', retryable: false });
    const text = String(failure);
    expect(text).toMatch(/wrong key/);
    expect(text).toMatch(/address/);
    expect(text).toMatch(/API is not switched on/);
    expect(text).not.toContain('api_key');
    expect(requests).toHaveLength(1);
  });

  it('may come with status 200', async () => {
    const body = '{"success":false,"message":"Unauthorized"}';
    const { connection, requests } = connect(async () => answerJson(200, body));
    await expect(readIds(connection, may)).rejects.toMatchObject({ code: 'auth' });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['{"success":false,"message":"Forbidden"}', 'Forbidden'],
    ['{"success":false,"message":"Limited rights"}', 'Limited rights'],
    ['<html>', '403'],
  ])('with 403 and %s are a matter of rights', async (body, words) => {
    const { connection, requests } = connect(async () => answerJson(403, body));
    const failure = await readIds(connection, may).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'auth', retryable: false });
    expect(String(failure)).toContain(words);
    expect(requests).toHaveLength(1);
  });

  it('of a query are told in the words of the vendor', async () => {
    const { connection } = connect(async () =>
      answerJson(400, '{"success":false,"message":"dateFrom is missing"}'),
    );
    await expect(readIds(connection, may)).rejects.toThrow('dateFrom is missing');
  });
});

describe('check', () => {
  it('says how many events the last day had', async () => {
    const calls = [
      callAt('2024-12-31T22:59:00Z', { vendorId: '1' }),
      callAt('2024-12-30T22:59:00Z', { vendorId: '2' }),
    ];
    const { connection, requests } = connect(apiOf(calls));
    expect(await connection.check(new AbortController().signal)).toBe(
      'CCRM answered; calls, messages and faxes of the last 24 hours: 1',
    );
    expect(requests).toHaveLength(1);
  });
});

/** Slices are never cut inside a fold. */
function outOfFold(epochMs: number): number {
  return zone.foldAt(epochMs)?.from ?? epochMs;
}

/** By the start that CCRM tells: the second on the wall, of two passes the earlier. */
function isOwned(call: Call, owned: Window): boolean {
  const wall = zone.toWall(toEpochMs(call.startedAt));
  const told = zone.resolve(wall - (wall % secondMs)).epochMs;
  return told >= owned.from && told < owned.to;
}
