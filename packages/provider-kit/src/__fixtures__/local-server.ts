import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Answers one request; `count` numbers the requests from 1. */
export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export interface LocalServer {
  url: string;
  /** The request lines seen so far. */
  lines: string[];
  /** Resolves when a connection that was being answered has gone. */
  gone: Promise<void>;
}

/** A real server on loopback, closed when the test ends. */
export async function startServer(handle: Handler): Promise<LocalServer> {
  const lines: string[] = [];
  const closed = new EventEmitter();
  const gone = once(closed, 'gone').then(() => undefined);
  const server = createServer((request, response) => {
    lines.push(`${request.method} ${request.url}`);
    response.on('close', () => {
      if (!response.writableFinished) closed.emit('gone');
    });
    handle(request, response, lines.length);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: addressOf(server), lines, gone };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** An address on loopback where nobody listens. */
export async function findClosedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = addressOf(server);
  await new Promise((closed) => server.close(closed));
  return url;
}

function addressOf(server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
