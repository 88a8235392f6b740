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
import { callAt, partyAt } from './__fixtures__/calls.ts';
import { connect } from './__fixtures__/connect.ts';
import soluno from './index.ts';
import { createVendorApi, type SolunoApiOptions } from './vendor-api.ts';

const zone = zoneOf('Europe/Stockholm');
const now = () => Date.UTC(2024, 10, 15);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const [stream] = streamsOf(soluno.manifest, 'calls');
const mapper = soluno.createMapper(soluno.options.parse({ token: 't' }), {
  source: 'stockholm',
  timeZone: zone.id,
  country: 'SE',
  extensions: null,
});

function apiOf(calls: readonly Call[], readings: Partial<SolunoApiOptions> = {}): VendorApi {
  return createVendorApi(createArraySource(calls), { now, ...readings });
}

function requestFor(owned: Window): ReadRequest {
  if (stream === undefined) throw new Error('no stream');
  const bounds = renderBounds(owned, boundRules(stream), zone);
  return { stream: 'calls', owned, bounds, signal: new AbortController().signal };
}

const november: Window = {
  from: Date.parse('2024-11-01T00:00Z'),
  to: Date.parse('2024-11-02T00:00Z'),
};

/** The callers that a slice brings, of the calls that it owns. */
async function readCallers(connection: Connection, owned: Window): Promise<(string | null)[]> {
  const callers: (string | null)[] = [];
  for await (const page of connection.read(requestFor(owned))) {
    expect(page.texts).toHaveLength(page.rows.length);
    page.rows.forEach((row, index) => {
      const mapped = mapper(row, page.texts[index] ?? '');
      if (!mapped.ok) throw new Error(mapped.reason);
      const startedAt = Date.parse(mapped.call.startedAt);
      if (startedAt >= owned.from && startedAt < owned.to) callers.push(mapped.call.from.number);
    });
  }
  return callers;
}

function createCalls(from: string, count: number): Call[] {
  return Array.from({ length: count }, (_, index) =>
    callAt(toInstant(Date.parse(from) + index * 1000), { from: partyAt(`+4670${index}`) }),
  );
}

/** Gives way to `vendor` but for the history's answers at `turns`, counted from 0. */
function faulty(vendor: VendorApi, turns: readonly number[], fault: () => Response): VendorApi {
  let turn = -1;
  return async (request) => {
    if (!request.url.includes('/cdr/historik')) return vendor(request);
    turn += 1;
    return turns.includes(turn) ? fault() : vendor(request);
  };
}

describe('options', () => {
  const login = { username: 'u', password: 'p' };

  it.each([
    [login, true],
    [{ token: 't' }, true],
    [{ ...login, tokenUrl: 'https://tokens.example/token' }, true],
    [{}, false],
    [{ username: 'u' }, false],
    [{ password: 'p' }, false],
    [{ ...login, token: 't' }, false],
    [{ username: 'u', token: 't' }, false],
    [{ token: '' }, false],
    [{ token: 't', domain: 'x' }, false],
  ])('%j: %s', (given, isGood) => {
    expect(soluno.options.safeParse(given).success).toBe(isGood);
  });

  it('say what is wrong when there is no login, or two', () => {
    for (const given of [{}, { ...login, token: 't' }]) {
      expect(soluno.options.safeParse(given).error?.issues.map(({ message }) => message)).toEqual([
        'expected either username and password, or token',
      ]);
    }
  });
});

describe('the requests', () => {
  it('get a token, then ask for the slice, outward on the wall, with its spaces encoded', async () => {
    const { connection, requests } = connect(apiOf([]));
    await readCallers(connection, { from: november.from + 30_000, to: november.from + 90_000 });
    const [token, history, ...rest] = requests;
    expect(rest).toEqual([]);
    expect(token?.method).toBe('POST');
    expect(token?.url).toBe('http://vendor.test/stockholm/token');
    expect(token?.headers.get('content-type')).toContain('application/x-www-form-urlencoded');
    expect(await token?.text()).toBe('grant_type=password&username=api_user&password=api_pass');
    expect(history?.method).toBe('GET');
    expect(history?.url).toBe(
      'http://vendor.test/stockholm/cdr/historik?from=2024-11-01%2001%3A00&to=2024-11-01%2007%3A02',
    );
  });

  it('take a ready-made token as it is', async () => {
    const { connection, requests, tokens } = connect(apiOf([]), { token: 'ready-made-token' });
    await readCallers(connection, november);
    expect(tokens()).toEqual([]);
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer ready-made-token');
  });

  it.each([
    [{ tokenUrl: 'https://tokens.example/oauth/token' }, 'https://tokens.example/oauth/token'],
    [{ baseUrl: 'https://api.soluno.se' }, 'https://api.unotelefoni.se/token'],
    [{ baseUrl: 'http://127.0.0.1:8080/' }, 'http://127.0.0.1:8080/token'],
  ])('get the token where %j says', async (given, url) => {
    const login = { username: 'api_user', password: 'api_pass', ...given };
    const { connection, tokens } = connect(apiOf([]), login);
    await readCallers(connection, november);
    expect(tokens().map((request) => request.url)).toEqual([url]);
  });
});

describe('a slice', () => {
  it('is one answer, read in one request', async () => {
    const { connection, asked, tokens } = connect(apiOf(createCalls('2024-11-01T08:00:00Z', 2500)));
    expect(await readCallers(connection, november)).toHaveLength(2500);
    expect(await readCallers(connection, november)).toHaveLength(2500);
    expect(asked()).toHaveLength(2);
    expect(tokens()).toHaveLength(1);
  });

  it('has exactly the calls that it owns, under every reading of the bounds', async () => {
    const nights = ['2024-10-26T23:00:00Z', '2024-11-01T00:00:00Z'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...nights),
        fc.array(fc.tuple(fc.nat({ max: 12 * hourMs }), fc.nat({ max: 6 * hourMs })), {
          maxLength: 40,
        }),
        fc.tuple(fc.nat({ max: 5 * 60 }), fc.nat({ max: 5 * 60 })),
        fc.record({
          to: fc.constantFrom('point', 'minute'),
          filterBy: fc.constantFrom('start', 'stop'),
          appears: fc.constantFrom('at-start', 'at-stop'),
          fold: fc.constantFrom('earlier', 'later'),
          tooOld: fc.constantFrom('empty', 'refused'),
          absent: fc.constantFrom('null', 'text', 'empty', 'missing'),
        }),
        async (night, spans, minutes, readings) => {
          const base = Date.parse(night);
          const [first = base, last = base] = minutes
            .map((minute) => outOfFold(base + minute * minuteMs))
            .sort((a, b) => a - b);
          const owned = { from: first, to: last };
          const atBounds = [first - 1, first, last - 1, last].flatMap((at) => [
            [at - base, 0],
            [at - base, 6 * hourMs],
          ]);
          const calls = [...spans, ...atBounds].map(([offset = 0, length = 0], index) =>
            callAt(toInstant(base + offset), {
              endedAt: toInstant(base + offset + length),
              from: partyAt(`+4670${index}`),
            }),
          );
          const { connection } = connect(apiOf(calls, readings));
          const expected = calls
            .filter(({ startedAt }) => {
              const start = Date.parse(startedAt);
              return start >= first && start < last;
            })
            .map((call) => call.from.number);
          const read = await readCallers(connection, owned);
          expect(read).toHaveLength(expected.length);
          expect(new Set(read)).toEqual(new Set(expected));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps identical rows apart', async () => {
    const twins = [1, 2].map((id) => ({
      ...callAt('2024-11-01T08:00:00Z', { from: partyAt('+46701') }),
      id: `t:${id}`,
    }));
    const { connection } = connect(apiOf(twins));
    expect(await readCallers(connection, november)).toEqual(['+46701', '+46701']);
  });

  it('that is longer than an answer may be is told to be too large', async () => {
    const huge = new Uint8Array(1024 * 1024).fill(0x20);
    const { connection } = connect(
      async () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(huge),
          }),
        ),
      { token: 't' },
    );
    await expect(readCallers(connection, november)).rejects.toMatchObject({
      code: 'window-too-large',
    });
  });

  it('ends with the signal', async () => {
    const aborted = AbortSignal.abort(new Error('enough'));
    const { connection } = connect(apiOf([]));
    const request = { ...requestFor(november), signal: aborted };
    await expect(connection.read(request)[Symbol.asyncIterator]().next()).rejects.toThrow('enough');
  });
});

describe('tokens', () => {
  const calls = createCalls('2024-11-01T08:00:00Z', 3);

  it('are renewed when they have expired', async () => {
    let clock = now();
    const vendor = apiOf(calls, { tokenLifetimeMs: 60_000, now: () => clock });
    const { connection, tokens, asked } = connect(vendor);
    expect(await readCallers(connection, november)).toHaveLength(3);
    clock += 60_000;
    expect(await readCallers(connection, november)).toHaveLength(3);
    expect(tokens()).toHaveLength(2);
    expect(asked()).toHaveLength(3);
  });

  it('are renewed once for requests that are refused together', async () => {
    let clock = now();
    const vendor = apiOf(calls, { tokenLifetimeMs: 60_000, now: () => clock });
    const { connection, tokens } = connect(vendor);
    await readCallers(connection, november);
    clock += 60_000;
    await Promise.all([1, 2, 3].map(() => readCallers(connection, november)));
    expect(tokens()).toHaveLength(2);
  });

  it('are given up when a new one is refused as well', async () => {
    const vendor = faulty(apiOf(calls), [0, 1], () => new Response('', { status: 401 }));
    const { connection, tokens } = connect(vendor);
    await expect(readCallers(connection, november)).rejects.toMatchObject({ code: 'auth' });
    expect(tokens()).toHaveLength(2);
  });

  it('that are ready-made are not renewed', async () => {
    const { connection, requests } = connect(apiOf(calls), { token: 'wrong' });
    await expect(readCallers(connection, november)).rejects.toMatchObject({ code: 'auth' });
    expect(requests).toHaveLength(1);
  });

  it('are refused for a wrong password, which nobody gets to see', async () => {
    const login = { username: 'api_user', password: 'hunter2-secret' };
    const { connection, requests } = connect(apiOf(calls), login);
    const failure = await readCallers(connection, november).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'auth', retryable: false });
    expect(String(failure)).toContain('invalid_grant');
    expect(String(failure)).toContain('Check username, password and tokenUrl');
    expect(String(failure)).not.toContain('hunter2');
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['a web page', () => new Response('<html>')],
    ['no token', () => answerJson(200, '{"token_type":"bearer"}')],
    ['503', () => new Response('', { status: 503 })],
  ])('are asked for again after %s', async (_what, fault) => {
    let turn = 0;
    const vendor = apiOf(calls);
    const { connection } = connect(async (request) => {
      turn += 1;
      return turn === 1 ? fault() : vendor(request);
    });
    expect(await readCallers(connection, november)).toHaveLength(3);
  });
});

describe('answers that are none', () => {
  const calls = createCalls('2024-11-01T08:00:00Z', 3);
  const faults: [string, () => Response][] = [
    ['an object', () => answerJson(200, '{"error":"busy"}')],
    ['null', () => answerJson(200, 'null')],
    ['a web page', () => new Response('<html>Underhåll</html>')],
    ['a cut-off text', () => answerJson(200, '[{"callerNo":"+46')],
    ['nothing', () => new Response('')],
    ['429', () => new Response('', { status: 429, headers: { 'retry-after': '1' } })],
    ['502', () => new Response('', { status: 502 })],
  ];

  it.each(faults)('%s: asked again, and the slice is whole', async (_what, fault) => {
    const { connection, events } = connect(faulty(apiOf(calls), [0, 1], fault));
    expect(await readCallers(connection, november)).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2);
  });

  it.each(faults)('%s for ever: an error, never an empty slice', async (_what, fault) => {
    const turns = Array.from({ length: 50 }, (_, index) => index);
    const { connection } = connect(faulty(apiOf(calls), turns, fault));
    await expect(readCallers(connection, november)).rejects.toMatchObject({ retryable: true });
  });
});

describe('check', () => {
  it('says how many calls the last minutes had', async () => {
    const calls = [callAt('2024-12-31T23:57:00Z'), callAt('2024-12-31T12:00:00Z')];
    const vendor = createVendorApi(createArraySource(calls), { now: () => Date.UTC(2025, 0, 1) });
    const { connection } = connect(vendor);
    expect(await connection.check(new AbortController().signal)).toBe(
      'Soluno answered; calls of the last five minutes: 1',
    );
  });

  it('fails when nobody is let in', async () => {
    const { connection } = connect(apiOf([]), { token: 'wrong' });
    await expect(connection.check(new AbortController().signal)).rejects.toMatchObject({
      code: 'auth',
    });
  });
});

/** Slices are never cut inside a fold. */
function outOfFold(epochMs: number): number {
  return zone.foldAt(epochMs)?.from ?? epochMs;
}
