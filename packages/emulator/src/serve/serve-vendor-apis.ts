import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ConfigError, type VendorApi } from '@cdr/core';
import { answerRequest, sendText } from './answer-request.ts';
import { createRouter } from './router.ts';

const loopbackHosts = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/;
/** How long requests under way may still take when the server closes. */
const closingGraceMs = 300;
/** Longer than clients keep idle connections, so that none sends into one that just closed. */
const keepAliveMs = 60_000;

/** Where the vendor APIs listen. */
export interface ServeOptions {
  /** Default 0: any that is free. */
  port?: number;
  /** A loopback address; others are refused, since the calls served may be real. Default `127.0.0.1`. */
  host?: string;
  /** Told of APIs that throw and of bodies that fail; the client only learns that it happened. */
  onError?: (error: unknown) => void;
}

/** Vendor APIs that answer on a port. */
export interface VendorHost {
  /** `http://127.0.0.1:49152`, without a slash at its end. */
  url: string;
  /** Stops listening, lets requests under way end for a moment, then cuts what is left. */
  close(): Promise<void>;
}

/**
 * Serves vendor APIs over HTTP. A single one answers at `url`; of several, each answers below its
 * name, at `url/name`, and doesn't see the name. An API that throws makes a plain 500. Throws
 * `ConfigError` when the address is none of this machine's own or is taken.
 */
export async function serveVendorApis(
  apis: VendorApi | Readonly<Record<string, VendorApi>>,
  { port = 0, host = '127.0.0.1', onError = () => undefined }: ServeOptions = {},
): Promise<VendorHost> {
  if (!loopbackHosts.test(host)) {
    throw new ConfigError({
      what: `Vendor APIs are served to this machine alone, not at "${host}"`,
      todo: 'Use 127.0.0.1, ::1 or localhost',
    });
  }
  const router = createRouter(apis);

  async function respond(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const route = router(incoming.url ?? '');
    if (route === null) return sendText(answer, 404, 'No vendor API answers at this address.');
    const url = origin + route.path;
    await answerRequest({ api: route.api, url, incoming, answer, onError });
  }

  const server = createServer(
    { keepAliveTimeout: keepAliveMs },
    (incoming, answer) => void respond(incoming, answer),
  );
  const origin = await listen(server, { host, port });
  let closing: Promise<void> | null = null;
  return {
    url: origin,
    close() {
      closing ??= closeServer(server);
      return closing;
    },
  };
}

async function listen(server: Server, at: { host: string; port: number }): Promise<string> {
  const where = `${at.host}, port ${at.port}`;
  try {
    server.listen(at);
    await once(server, 'listening');
  } catch (cause) {
    const todo = 'Choose another port, or 0 for any that is free';
    throw new ConfigError({
      what: 'Vendor APIs cannot be served at this address',
      where,
      todo,
      cause,
    });
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : at.port;
  return `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const cut = setTimeout(() => server.closeAllConnections(), closingGraceMs);
  await closed;
  clearTimeout(cut);
}
