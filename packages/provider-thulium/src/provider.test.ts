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
import { connect } from './__fixtures__/connect.ts';
import thulium from './index.ts';
import { createVendorApi, type ThuliumApiOptions } from './vendor-api.ts';

const zone = zoneOf('Europe/Warsaw');
const now = () => Date.UTC(2025, 0, 1);
const minuteMs = 60_000;
const [stream] = streamsOf(thulium.manifest, 'calls');
const options = { baseUrl: 'http://vendor.test', username: 'u', password: 'p' };
const settings = { source: 'warsaw', timeZone: zone.id, country: 'PL', extensions: null };
const mapper = thulium.createMapper(options, settings);

function apiOf(calls: readonly Call[], readings: Partial<ThuliumApiOptions> = {}): VendorApi {
  return createVendorApi(createArraySource(calls), { now, ...readings });
}

function requestFor(owned: Window): ReadRequest {
  if (stream === undefined) throw new Error('no stream');
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
function faulty(vendor: VendorApi, turns: readonly number[], fault: () => Response): VendorApi {
  let turn = -1;
  return async (request) => {
    turn += 1;
    return turns.includes(turn) ? fault() : vendor(request);
  };
}

describe('options', () => {
  it('need an address and an API user, and nothing else', () => {
    expect(thulium.options.safeParse(options).success).toBe(true);
    expect(thulium.options.safeParse({ ...options, baseUrl: undefined }).success).toBe(false);
    expect(thulium.options.safeParse({ ...options, password: '' }).success).toBe(false);
    expect(thulium.options.safeParse({ ...options, token: 'x' }).success).toBe(false);
  });
});

describe('the request', () => {
  it('asks for a page of the slice, outward on the wall, in the forms that the vendor reads', async () => {
    const { connection, requests } = connect(apiOf([]));
    await readIds(connection, { from: may.from + 30_000, to: may.from + 90_000 });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.url).toBe(
      'http://vendor.test/warsaw/api/connections?limit=100&offset=0' +
        '&date_from=2024-05-01%2002%3A00&date_to=2024-05-01%2002%3A02' +
        '&include_tags=true&include_topics=true',
    );
    expect(requests[0]?.headers.get('authorization')).toBe(`Basic ${btoa('api_user:api_pass')}`);
  });
});

describe('a slice', () => {
  it('is read in no more pages than its rows fill', async () => {
    const calls = callsFrom('2024-05-01T00:00:00Z', 300);
    const { connection, requests } = connect(apiOf(calls));
    expect(await readIds(connection, may)).toHaveLength(300);
    expect(requests).toHaveLength(3);
  });

  it('is read whole when pages are capped below a hundred', async () => {
    const calls = callsFrom('2024-05-01T00:00:00Z', 250);
    const { connection, requests } = connect(apiOf(calls, { pageCap: 60 }));
    const ids = await readIds(connection, may);
    expect(new Set(ids).size).toBe(250);
    expect(requests.map((request) => new URL(request.url).searchParams.get('offset'))).toEqual([
      '0',
      '60',
      '120',
      '180',
      '240',
    ]);
  });

  it('has exactly the calls that it owns, under every reading of the bounds', async () => {
    const nights = ['2024-10-26T23:00:00Z', '2024-03-30T23:00:00Z', '2024-05-01T00:00:00Z'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...nights),
        fc.array(fc.nat({ max: 5 * 60 * 60_000 }), { maxLength: 40 }),
        fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 300 })),
        fc.record({
          dateTo: fc.constantFrom('point', 'minute'),
          dateOnlyTo: fc.constantFrom('midnight', 'end-of-day'),
          fold: fc.constantFrom('earlier', 'later'),
          ids: fc.constantFrom('documented', 'text', 'mixed', 'number'),
          pageCap: fc.integer({ min: 1, max: 100 }),
        }),
        async (night, offsets, minutes, readings) => {
          const base = Date.parse(night);
          const [first, last] = minutes
            .map((minute) => outOfFold(base + minute * minuteMs))
            .sort((a, b) => a - b);
          const owned = { from: first ?? base, to: last ?? base };
          const atBounds = [owned.from - 1, owned.from, owned.to - 1, owned.to].map(
            (at) => at - base,
          );
          const calls = [...offsets, ...atBounds].map((offset, index) =>
            callAt(toInstant(base + offset), { vendorId: `1416225570.${index}0` }),
          );
          const { connection } = connect(apiOf(calls, readings));
          const expected = calls
            .filter((call) => isOwned(call, owned))
            .map((call) => call.vendorId);
          const read = await readIds(connection, owned);
          expect(read).toHaveLength(expected.length);
          expect(new Set(read)).toEqual(new Set(expected));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('may be left early', async () => {
    const { connection, requests } = connect(apiOf(callsFrom('2024-05-01T00:00:00Z', 300)));
    for await (const page of connection.read(requestFor(may))) {
      expect(page.total).toBe(300);
      break;
    }
    expect(requests).toHaveLength(1);
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
    const vendor = apiOf(calls);
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
  const faults: [string, () => Response][] = [
    [
      'errors with status 200',
      () => answerJson(200, '{"request_id":"1","errors":[{"message":"try later","code":111111}]}'),
    ],
    [
      'errors beside rows',
      () => answerJson(200, '{"count":0,"result":[],"errors":[{"message":"x","code":111111}]}'),
    ],
    ['a web page', () => new Response('<html>Maintenance</html>')],
    ['a cut-off text', () => answerJson(200, '{"count":150,"result":[{"date":"2024-05')],
    ['no count', () => answerJson(200, '{"result":[]}')],
    ['a count that is none', () => answerJson(200, '{"count":"many","result":[]}')],
    ['a list', () => answerJson(200, '[]')],
    ['nothing', () => new Response('')],
    ['429', () => new Response('', { status: 429, headers: { 'retry-after': '1' } })],
    ['500', () => new Response('', { status: 500 })],
  ];

  it.each(faults)('%s: asked again, and the slice is whole', async (_what, fault) => {
    const { connection, events } = connect(faulty(apiOf(calls), [0, 2], fault));
    expect(await readIds(connection, may)).toHaveLength(150);
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2);
  });

  it.each(faults)('%s for ever: an error, never a shorter slice', async (_what, fault) => {
    const { connection } = connect(
      faulty(
        apiOf(calls),
        Array.from({ length: 50 }, (_, i) => i),
        fault,
      ),
    );
    await expect(readIds(connection, may)).rejects.toMatchObject({ retryable: true });
  });

  it('a count that comes as text is a count', async () => {
    const { connection } = connect(async () => answerJson(200, '{"count":"0","result":[]}'));
    expect(await readIds(connection, may)).toEqual([]);
  });
});

describe('refusals', () => {
  it('of the credentials are final and tell no password', async () => {
    const { connection, requests } = connect(async () => new Response('', { status: 401 }));
    const failure = await readIds(connection, may).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'auth', retryable: false });
    expect(String(failure)).not.toContain('api_pass');
    expect(requests).toHaveLength(1);
  });

  it('are told in the words of the vendor', async () => {
    const vendor = async () =>
      answerJson(400, '{"request_id":"1","errors":[{"message":"Invalid date","code":111111}]}');
    const { connection } = connect(vendor);
    await expect(readIds(connection, may)).rejects.toThrow('Invalid date');
  });
});

describe('check', () => {
  it('says how many connections the last day had', async () => {
    const calls = [
      callAt('2024-12-31T22:59:00Z', { vendorId: '1' }),
      callAt('2024-12-30T22:59:00Z', { vendorId: '2' }),
    ];
    const { connection, requests } = connect(apiOf(calls));
    expect(await connection.check(new AbortController().signal)).toBe(
      'Thulium answered; connections of the last 24 hours: 1',
    );
    expect(requests).toHaveLength(1);
  });

  it('fails when nobody is let in', async () => {
    const { connection } = connect(apiOf([], { credentials: { username: 'x', password: 'y' } }));
    await expect(connection.check(new AbortController().signal)).rejects.toMatchObject({
      code: 'auth',
    });
  });
});

/** Slices are never cut inside a fold. */
function outOfFold(epochMs: number): number {
  return zone.foldAt(epochMs)?.from ?? epochMs;
}

/** By the start that Thulium tells: the minute on the wall, of two passes the earlier. */
function isOwned(call: Call, owned: Window): boolean {
  const wall = zone.toWall(toEpochMs(call.startedAt));
  const told = zone.resolve(wall - (wall % minuteMs)).epochMs;
  return told >= owned.from && told < owned.to;
}
