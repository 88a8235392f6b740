import {
  CdrError,
  type ConnectContext,
  type Connection,
  formatWallTime,
  type Manifest,
  type Page,
  type Provider,
  type ReadRequest,
  type RequestBound,
  type RowMapper,
  VendorResponseError,
} from '@cdr/core';
import { type AcmeOptions, createAcmeProvider } from './acme-provider.ts';
import { advanceBySizeAsked, ignoreTotal, stopAtShortPage } from './careless-lists.ts';

type Acme = Provider<AcmeOptions>;
type Fetch = ConnectContext<AcmeOptions>['fetch'];

/** Acme providers, each with a mistake that somebody has made some time. */
export const brokenAcme: Record<string, () => Acme> = {
  'stops at a short page': () => createAcmeProvider(stopAtShortPage),
  'advances by the size asked for': () => createAcmeProvider(advanceBySizeAsked),
  'ignores the total': () => createAcmeProvider(ignoreTotal),
  'asks for a minute too little': () =>
    withReading((request) => ({
      ...request,
      bounds: { ...request.bounds, to: movedBy(request.bounds.to, -60_000) },
    })),
  'asks up to the machine’s own time': () =>
    withReading((request) => {
      const ahead = request.bounds.to.epochMs - Date.now();
      const to = ahead > 0 ? movedBy(request.bounds.to, -ahead) : request.bounds.to;
      return { ...request, bounds: { ...request.bounds, to } };
    }),
  'does not listen to its signal': () =>
    withReading((request) => ({ ...request, signal: new AbortController().signal })),
  'drops rows without a caller': () => withPages(dropCallerless),
  'writes row texts anew': () =>
    withPages((page) => ({ ...page, texts: page.rows.map((row) => JSON.stringify(row)) })),
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
  'remembers answers': () => {
    const answers = new Map<string, string>();
    return withFetch((fetch) => async (request) => {
      const known = answers.get(request.url);
      if (known !== undefined) return new Response(known);
      const response = await fetch(request);
      if (response.ok) answers.set(request.url, await response.clone().text());
      return response;
    });
  },
  'leaks its token into errors': () => ({ ...createAcmeProvider(), connect: connectLeaking }),
  'reads local time as UTC': () => {
    const acme = createAcmeProvider();
    return {
      ...acme,
      createMapper: (options, settings) =>
        acme.createMapper(options, { ...settings, timeZone: 'UTC' }),
    };
  },
  'reads ids as numbers': () =>
    withMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      return mapped.ok ? { ...mapped, key: String(Number(mapped.key)) } : mapped;
    }),
  'takes the row for its id': () =>
    withMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      return mapped.ok ? { ...mapped, key: text } : mapped;
    }),
  'throws on bad rows': () =>
    withMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      if (!mapped.ok) throw new TypeError(mapped.reason);
      return mapped;
    }),
  'claims a field that it has not': () =>
    withStream((stream) => ({ ...stream, fields: [...stream.fields, 'tags'] })),
  'claims another reading of its bounds': () =>
    withStream((stream) => ({ ...stream, window: { ...stream.window, to: 'inclusive' } })),
  'claims that nothing comes late': () =>
    withStream((stream) => ({
      ...stream,
      finality: { ...stream.finality, revisit: 'PT6H', settle: 'PT0S' },
      window: { ...stream.window, from: 'exclusive' },
    })),
};

function withReading(change: (request: ReadRequest) => ReadRequest): Acme {
  return withConnection((connection) => ({
    ...connection,
    read: (request) => connection.read(change(request)),
  }));
}

function withPages(change: (page: Page) => Page): Acme {
  return withConnection((connection) => ({
    ...connection,
    async *read(request) {
      for await (const page of connection.read(request)) yield change(page);
    },
  }));
}

function withConnection(change: (connection: Connection) => Connection): Acme {
  const acme = createAcmeProvider();
  return { ...acme, connect: (context) => change(acme.connect(context)) };
}

function withFetch(change: (fetch: Fetch) => Fetch): Acme {
  const acme = createAcmeProvider();
  return {
    ...acme,
    connect: (context) => acme.connect({ ...context, fetch: change(context.fetch) }),
  };
}

function withMapping(change: (mapper: RowMapper) => RowMapper): Acme {
  const acme = createAcmeProvider();
  return {
    ...acme,
    createMapper: (options, settings) => change(acme.createMapper(options, settings)),
  };
}

type Stream = Manifest['streams'][number];

function withStream(change: (stream: Stream) => Stream): Acme {
  const acme = createAcmeProvider();
  return { ...acme, manifest: { ...acme.manifest, streams: acme.manifest.streams.map(change) } };
}

function movedBy({ epochMs, wall }: RequestBound, ms: number): RequestBound {
  return { epochMs: epochMs + ms, wall: formatWallTime(Date.parse(`${wall}Z`) + ms) };
}

/** Leaves the total such that nobody notices. */
function dropCallerless({ rows, texts, total }: Page): Page {
  const kept = [...rows.keys()].filter((at) => !/"caller":null/.test(texts[at] ?? ''));
  return {
    rows: kept.map((at) => rows[at]),
    texts: kept.map((at) => texts[at] ?? ''),
    total: total === null ? null : total - (rows.length - kept.length),
  };
}

function connectLeaking(context: ConnectContext<AcmeOptions>): Connection {
  const connection = createAcmeProvider().connect(context);
  const leak = (error: unknown): never => {
    if (!CdrError.isInstance(error)) throw error;
    throw new VendorResponseError({
      what: `${error.message} Token: ${btoa(context.options.token)}`,
    });
  };
  return {
    check: (signal) => connection.check(signal).catch(leak),
    async *read(request) {
      try {
        yield* connection.read(request);
      } catch (error) {
        leak(error);
      }
    },
  };
}
