import {
  type CallStream,
  type ConnectContext,
  type Connection,
  type Page,
  type Provider,
  type ReadRequest,
  type RowMapper,
  streamsOf,
} from '@cdr/core';
import { type AcmeOptions, createAcmeProvider } from '../acme/acme-provider.ts';

/** An Acme provider, as the alterations below make it. */
export type Acme = Provider<AcmeOptions>;

type Context = ConnectContext<AcmeOptions>;
type Fetch = Context['fetch'];

/** Acme whose connections are changed. */
export function withConnection(
  change: (connection: Connection, context: Context) => Connection,
): Acme {
  const acme = createAcmeProvider();
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
export function withFetch(change: (fetch: Fetch) => Fetch): Acme {
  const acme = createAcmeProvider();
  return {
    ...acme,
    connect: (context) => acme.connect({ ...context, fetch: change(context.fetch) }),
  };
}

/** Acme that maps rows in another way. */
export function withMapping(change: (mapper: RowMapper) => RowMapper): Acme {
  const acme = createAcmeProvider();
  return {
    ...acme,
    createMapper: (options, settings) => change(acme.createMapper(options, settings)),
  };
}

/** Acme that says something else of its stream. */
export function withStream(change: (stream: CallStream) => CallStream): Acme {
  const acme = createAcmeProvider();
  const streams = streamsOf(acme.manifest, 'calls').map(change);
  return { ...acme, manifest: { ...acme.manifest, streams } };
}
