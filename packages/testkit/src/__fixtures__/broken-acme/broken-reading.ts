import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  CdrError,
  formatWallTime,
  type Page,
  type ReadRequest,
  type RequestBound,
  type RequestBounds,
  VendorResponseError,
  type Window,
} from '@cdr/core';
import { type AcmeOptions, createAcmeProvider } from '../acme/acme-provider.ts';
import {
  type Acme,
  withArchive,
  withConnection,
  withFetch,
  withPages,
  withReading,
  withSession,
  withStream,
} from './alter-acme.ts';
import {
  advanceBySizeAsked,
  believeFirstTotal,
  dropTies,
  ignoreTotal,
  stopAtShortPage,
  stopAtSingleRow,
} from './careless-lists.ts';

/** Acme providers that ask, page and give up in a wrong way. */
export const brokenReading: Record<string, () => Acme> = {
  'has a bound that is off by one': () =>
    withReading((request) => ({
      ...request,
      bounds: { ...request.bounds, to: movedBy(request.bounds.to, -60_000) },
    })),
  'has a bound of another stream that is off by one': () =>
    withArchive((request) => ({
      ...request,
      bounds: { ...request.bounds, to: movedBy(request.bounds.to, -60_000) },
    })),
  'asks for a day more than it is told to': () =>
    withReading((request) => ({
      ...request,
      bounds: { ...request.bounds, from: movedBy(request.bounds.from, -86_400_000) },
    })),
  'takes the offset of one bound for both': () =>
    withReading(({ bounds: { from, to }, ...request }) => ({
      ...request,
      bounds: { from, to: { ...to, wall: movedBy(from, to.epochMs - from.epochMs).wall } },
    })),
  'stops at a short page': () => createAcmeProvider(stopAtShortPage),
  'stops at a page of a single row': () => createAcmeProvider(stopAtSingleRow),
  'believes the first total': () => createAcmeProvider(believeFirstTotal),
  'drops rows that start as the page before ended': () => createAcmeProvider(dropTies),
  'mixes up slices that it reads at once': () =>
    withConnection((connection) => {
      let bounds: RequestBounds | null = null;
      return {
        ...connection,
        async *read(request) {
          ({ bounds } = request);
          await nextTurn();
          yield* connection.read({ ...request, bounds });
        },
      };
    }),
  'tells no totals': () => withPages((page) => ({ ...page, total: null })),
  'takes the network from the machine': () => withFetch(() => (request) => fetch(request)),
  'takes what it cannot read for an empty page': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      const text = await response.text().catch(() => '');
      const { status } = response;
      return isList(text) || !response.ok
        ? new Response(text, { status })
        : Response.json({ total: 0, calls: [] });
    }),
  'advances by the size asked for': () => createAcmeProvider(advanceBySizeAsked),
  'ignores the total': () => createAcmeProvider(ignoreTotal),
  'ignores the clamp': () =>
    withStream((stream) => ({
      ...stream,
      window: { ...stream.window, maxSpan: null, span: null, overSpan: 'answered' },
    })),
  'does not look again at parts of what it has read': () =>
    withConnection((connection) => {
      const known: Window[] = [];
      return {
        ...connection,
        async *read(request) {
          const { owned } = request;
          if (known.some((whole) => isPart(owned, whole))) yield { rows: [], texts: [], total: 0 };
          else yield* connection.read(request);
          known.push(owned);
        },
      };
    }),
  'checkpoints what is not committed yet': () => {
    const seen = new WeakMap<object, Set<string>>();
    return withConnection((connection, { fetch }) => ({
      ...connection,
      async *read(request) {
        const known = seen.get(fetch) ?? new Set();
        const window = `${request.owned.from} ${request.owned.to}`;
        if (known.has(window)) yield { rows: [], texts: [], total: 0 };
        else yield* connection.read(request);
        seen.set(fetch, known.add(window));
      },
    }));
  },
  'leaves out the last hour': () =>
    withConnection((connection, { clock }) => ({
      ...connection,
      read: (request) => connection.read(upTo(() => clock.now() - 3_600_000)(request)),
    })),
  'asks up to the machine’s own time': () => withReading(upTo(() => Date.now())),
  'asks up to the time of a stopwatch': () =>
    withReading(upTo(() => performance.timeOrigin + performance.now())),
  'waits by a timer of its own': () =>
    withFetch((fetch) => async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return fetch(request);
    }),
  'does not listen to its signal': () =>
    withReading((request) => ({ ...request, signal: new AbortController().signal })),
  'drops rows that are null': () => withPages(without((text) => text === 'null')),
  'drops rows without a caller': () => withPages(without((text) => text.includes('"caller":null'))),
  'writes row texts anew': () =>
    withPages((page) => ({ ...page, texts: page.rows.map((row) => JSON.stringify(row)) })),
  'keeps its token with every row': () =>
    withPages((page, { options }) => ({
      ...page,
      rows: page.rows.map((row) => ({ ...Object(row), token: options.token })),
      texts: page.texts.map((text) => text.replace('{', `{"token":"${options.token}",`)),
    })),
  'adds the time to every row': () =>
    withPages(({ rows, total }, { clock }) => {
      const timed = rows.map((row) => ({ ...Object(row), readAt: clock.now() }));
      return { rows: timed, texts: timed.map((row) => JSON.stringify(row)), total };
    }),
  'says nothing of its vendor': () =>
    withConnection((connection) => ({ ...connection, check: async () => '' })),
  'says that it is let in where it has not asked': () =>
    withConnection((connection) => ({ ...connection, check: async () => 'Acme is there' })),
  'swallows errors as empty pages': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      return response.ok ? response : Response.json({ total: 0, calls: [] });
    }),
  'retries a 401 for ever': () =>
    withFetch((fetch) => async (request) => {
      for (;;) {
        const response = await fetch(request.clone());
        if (response.status !== 401) return response;
      }
    }),
  'does not wait as long as it is told': () =>
    withFetch((fetch) => async (request) => {
      const { status, body } = await fetch(request);
      return new Response(body, { status });
    }),
  'waits for seconds alone': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      const seconds = response.headers.get('retry-after') ?? '';
      const headers = /^\d+$/.test(seconds) ? { 'retry-after': seconds } : {};
      return new Response(response.body, { status: response.status, headers });
    }),
  'remembers answers': rememberAnswers,
  'maps what its texts do not tell': () => {
    const acme = withPages(({ rows, ...page }) => ({
      ...page,
      rows: rows.map((row) => ({ ...Object(row), queue: 'main' })),
    }));
    return {
      ...acme,
      createMapper(options, settings) {
        const mapper = acme.createMapper(options, settings);
        return (row, text) =>
          Object(row).queue === 'main' ? mapper(row, text) : { ok: false, reason: 'queue: none' };
      },
    };
  },
  'numbers records by their place in a day': () =>
    withConnection((connection) => ({
      ...connection,
      async *read(request) {
        const days = new Map<string, number>();
        for await (const page of connection.read(request)) {
          const rows = page.rows.map((row) => {
            const day = String(Object(row).start).slice(0, 10);
            const place = (days.get(day) ?? 0) + 1;
            days.set(day, place);
            return { ...Object(row), id: `${day}-${place}` };
          });
          yield { ...page, rows, texts: rows.map((row) => JSON.stringify(row)) };
        }
      },
    })),
  'forgets what it is asked for a fourth time': () => {
    const seen = new WeakMap<object, Map<number, number>>();
    return withConnection((connection, { fetch }) => ({
      ...connection,
      async *read(request) {
        const times = seen.get(fetch) ?? new Map<number, number>();
        const own = (times.get(request.owned.from) ?? 0) + 1;
        seen.set(fetch, times.set(request.owned.from, own));
        if (own < 4) yield* connection.read(request);
        else yield { rows: [], texts: [], total: 0 };
      },
    }));
  },
  'hides its token, and not that of its session in the query': () =>
    withSession((request, session) => {
      const url = new URL(request.url);
      url.searchParams.set('session', session);
      return new Request(url, request);
    }),
  'hides its token, and not that of its session in a header': () =>
    withSession((request, session) => {
      request.headers.set('x-visitor', session);
      return request;
    }),
  'leaks its token into errors': () =>
    withConnection((connection, { options }) => ({
      check: (signal) => connection.check(signal).catch(leakingErrors(options)),
      async *read(request) {
        try {
          yield* connection.read(request);
        } catch (error) {
          leakingErrors(options)(error);
        }
      },
    })),
};

/** Acme that asks the same only once. */
export function rememberAnswers(): Acme {
  const answers = new Map<string, string>();
  return withFetch((fetch) => async (request) => {
    const known = answers.get(request.url);
    if (known !== undefined) return new Response(known);
    const response = await fetch(request);
    if (response.ok) answers.set(request.url, await response.clone().text());
    return response;
  });
}

/** Throws errors again, with the token in them. */
export function leakingErrors({ token }: AcmeOptions): (error: unknown) => never {
  return (error) => {
    if (!CdrError.isInstance(error)) throw error;
    throw new VendorResponseError({ what: `${error.message} Token: ${btoa(token)}` });
  };
}

function isList(text: string): boolean {
  try {
    return Array.isArray(Object(JSON.parse(text)).calls);
  } catch {
    return false;
  }
}

function isPart(window: Window, whole: Window): boolean {
  const isWithin = window.from >= whole.from && window.to <= whole.to;
  return isWithin && window.to - window.from < whole.to - whole.from;
}

/** Asks for nothing behind that instant. */
function upTo(now: () => number): (request: ReadRequest) => ReadRequest {
  return (request) => {
    const ahead = request.bounds.to.epochMs - now();
    const to = ahead > 0 ? movedBy(request.bounds.to, -ahead) : request.bounds.to;
    return { ...request, bounds: { ...request.bounds, to } };
  };
}

function movedBy({ epochMs, wall }: RequestBound, ms: number): RequestBound {
  return { epochMs: epochMs + ms, wall: formatWallTime(Date.parse(`${wall}Z`) + ms) };
}

/** Drops rows, and leaves the total such that nobody notices. */
function without(isDropped: (text: string) => boolean): (page: Page) => Page {
  return ({ rows, texts, total }) => {
    const kept = [...rows.keys()].filter((at) => !isDropped(texts[at] ?? ''));
    return {
      rows: kept.map((at) => rows[at]),
      texts: kept.map((at) => texts[at] ?? ''),
      total: total === null ? null : total - (rows.length - kept.length),
    };
  };
}
