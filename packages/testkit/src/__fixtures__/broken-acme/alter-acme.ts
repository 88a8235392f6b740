import type {
  CallStream,
  ConnectContext,
  Connection,
  NoteMapper,
  NotesRequest,
  Page,
  Provider,
  ReadRequest,
  RowList,
  RowMapper,
  SourceSettings,
  StatisticsMapper,
  StatisticsRequest,
  StatisticsStream,
  Stream,
} from '@cdr/core';
import { z } from 'zod';
import { type AcmeOptions, createAcmeProvider } from '../acme/acme-provider.ts';

/** An Acme provider, as the alterations below make it. */
export type Acme = Provider<AcmeOptions>;

const sessionSchema = z.object({ session: z.string() });

type Context = ConnectContext<AcmeOptions>;
/** How a connection reaches its vendor. */
export type Fetch = Context['fetch'];

/** Acme whose connections are changed. */
export function withConnection(
  change: (connection: Connection, context: Context) => Connection,
  acme = createAcmeProvider(),
): Acme {
  return { ...acme, connect: (context) => change(acme.connect(context), context) };
}

/** Acme that reads something else than it is asked for. */
export function withReading(change: (request: ReadRequest) => ReadRequest): Acme {
  return withConnection((connection) => ({
    ...connection,
    read: (request) => connection.read(change(request)),
  }));
}

/** Acme whose pages are changed before anybody sees them. */
export function withPages(change: (page: Page, context: Context) => Page): Acme {
  return withConnection((connection, context) => ({
    ...connection,
    async *read(request) {
      for await (const page of connection.read(request)) yield change(page, context);
    },
  }));
}

/** Acme that reaches its vendor in another way. */
export function withFetch(change: (fetch: Fetch) => Fetch, acme = createAcmeProvider()): Acme {
  return {
    ...acme,
    connect: (context) => acme.connect({ ...context, fetch: change(context.fetch) }),
  };
}

/** Acme that logs in before it asks, and puts on its requests what it is given. */
export function withSession(put: (request: Request, session: string) => Request): Acme {
  const acme = createAcmeProvider();
  return {
    ...acme,
    connect(context) {
      let session: string | null = null;
      return acme.connect({
        ...context,
        async fetch(request) {
          if (session === null) {
            const login = new URL('/v1/login', request.url);
            const body = context.options.token;
            const answer = await context.fetch(new Request(login, { method: 'POST', body }));
            if (!answer.ok) return answer;
            session = sessionSchema.parse(await answer.json()).session;
          }
          const bare = new Request(request);
          bare.headers.delete('authorization');
          return context.fetch(put(bare, session));
        },
      });
    },
  };
}

/** Acme that maps rows in another way. */
export function withMapping(
  change: (mapper: RowMapper, settings: SourceSettings) => RowMapper,
): Acme {
  const acme = createAcmeProvider();
  return {
    ...acme,
    createMapper: (options, settings) => change(acme.createMapper(options, settings), settings),
  };
}

/** Acme that says something else of its stream of calls. */
export function withStream(change: (stream: CallStream) => CallStream): Acme {
  return withStreams((stream) => (stream.kind === 'calls' ? change(stream) : stream));
}

/** Acme with a second stream of calls, `archive`, which it reads in another way than the first. */
export function withArchive(change: (request: ReadRequest) => ReadRequest): Acme {
  const acme = withReading((request) => (request.stream === 'archive' ? change(request) : request));
  const streams = acme.manifest.streams.flatMap((stream): Stream[] =>
    stream.kind === 'calls' ? [stream, { ...stream, id: 'archive', default: false }] : [stream],
  );
  return { ...acme, manifest: { ...acme.manifest, streams } };
}

/** Acme that says something else of its streams of sums. */
export function withSumStreams(change: (stream: StatisticsStream) => StatisticsStream): Acme {
  return withStreams((stream) => (stream.kind === 'statistics' ? change(stream) : stream));
}

function withStreams(change: (stream: Stream) => Stream): Acme {
  const acme = createAcmeProvider();
  const streams = acme.manifest.streams.map(change);
  return { ...acme, manifest: { ...acme.manifest, streams } };
}

/** Acme that reads sums in another way. */
export function withSums(
  change: (
    read: (request: StatisticsRequest) => Promise<RowList>,
    context: Context,
  ) => (request: StatisticsRequest) => Promise<RowList>,
): Acme {
  return withConnection((connection, context) => ({
    ...connection,
    readStatistics: change((request) => there(connection.readStatistics?.(request)), context),
  }));
}

/** Acme that reads notes in another way. */
export function withNotes(
  change: (
    read: (request: NotesRequest) => Promise<RowList>,
    context: Context,
  ) => (request: NotesRequest) => Promise<RowList>,
): Acme {
  return withConnection((connection, context) => ({
    ...connection,
    readNotes: change((request) => there(connection.readNotes?.(request)), context),
  }));
}

/** Acme that maps sums in another way. */
export function withSumsMapping(
  change: (mapper: StatisticsMapper, stream: StatisticsStream) => StatisticsMapper,
): Acme {
  const acme = createAcmeProvider();
  return {
    ...acme,
    createStatisticsMapper: (options, settings, stream) =>
      change(there(acme.createStatisticsMapper?.(options, settings, stream)), stream),
  };
}

/** Acme that maps notes in another way. */
export function withNoteMapping(change: (mapper: NoteMapper) => NoteMapper): Acme {
  const acme = createAcmeProvider();
  return {
    ...acme,
    createNoteMapper: (options, settings) =>
      change(there(acme.createNoteMapper?.(options, settings))),
  };
}

/** Acme that takes the zone of its vendor's clock for this one. */
export function inZone(timeZone: string): Acme {
  const acme = createAcmeProvider();
  return {
    ...acme,
    createMapper: (options, settings) => acme.createMapper(options, { ...settings, timeZone }),
    createStatisticsMapper: (options, settings, stream) =>
      there(acme.createStatisticsMapper?.(options, { ...settings, timeZone }, stream)),
    createNoteMapper: (options, settings) =>
      there(acme.createNoteMapper?.(options, { ...settings, timeZone })),
  };
}

/** What Acme has, and other providers may lack. */
export function there<T>(part: T | undefined): T {
  if (part === undefined) throw new TypeError('Acme lacks a part');
  return part;
}
