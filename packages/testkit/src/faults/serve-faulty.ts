import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VendorApi } from '@cdr/core';
import type { Fault, FaultPlan } from './fault.ts';
import type { FaultOptions } from './with-faults.ts';

/** A vendor API on a port of this machine, whose connections go wrong by plan. */
export interface FaultyServer {
  /** `http://127.0.0.1:49152`, without a slash at its end. */
  url: string;
  /** Requests that have arrived so far. */
  requests: () => number;
  /** Stops at once; connections that hang are cut. */
  close: () => Promise<void>;
}

/**
 * Serves a vendor API over real sockets. What `withFaults` only pretends happens on the wire here:
 * `refuse` and `reset` cut the connection, `truncate` closes it before the length that was promised
 * has come, `hang` and `stall` leave it open, `drip` sends byte by byte.
 */
export async function serveFaulty(
  vendorApi: VendorApi,
  plan: FaultPlan,
  { onSilence = () => {} }: FaultOptions = {},
): Promise<FaultyServer> {
  let requests = 0;
  let origin = '';

  async function respond(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const request = await toRequest(origin, incoming);
    const fault = plan(requests, request);
    requests += 1;
    if (fault?.kind === 'hang') onSilence(request);
    else if (fault?.kind === 'refuse') answer.socket?.resetAndDestroy();
    else if (fault?.kind === 'answer') send(answer, fault.status, fault.headers, fault.body ?? '');
    else await pass(await vendorApi(request), answer, fault);
    if (fault?.kind === 'stall') onSilence(request);
  }

  const server = createServer((incoming, answer) => {
    respond(incoming, answer).catch((error: unknown) => {
      answer.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

  return {
    url: origin,
    requests: () => requests,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type PassingFault = Exclude<Fault, { kind: 'answer' }> | null;

async function pass(
  response: Response,
  answer: ServerResponse,
  fault: PassingFault,
): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (fault === null) return send(answer, response.status, headers, bytes);
  if (fault.kind === 'edit') {
    return send(answer, response.status, headers, fault.edit(bytes.toString()));
  }
  answer.writeHead(response.status, { ...headers, 'content-length': bytes.length });
  if (fault.kind === 'drip') return drip(answer, bytes);
  await written(answer, bytes.subarray(0, Math.floor(bytes.length / 2)));
  if (fault.kind === 'reset') answer.socket?.resetAndDestroy();
  if (fault.kind === 'truncate') answer.socket?.end();
}

async function drip(answer: ServerResponse, bytes: Buffer): Promise<void> {
  answer.socket?.setNoDelay(true);
  for (const byte of bytes) {
    await written(answer, Buffer.of(byte));
    await nextTurn();
  }
  answer.end();
}

function written(answer: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    answer.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function send(
  answer: ServerResponse,
  status: number,
  headers: Record<string, string> | undefined,
  body: string | Buffer,
): void {
  answer.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  answer.end(body);
}

async function toRequest(origin: string, incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  }
  const isRead = method === 'GET' || method === 'HEAD';
  return new Request(`${origin}${url}`, {
    method,
    headers,
    ...(isRead ? {} : { body: await buffer(incoming) }),
  });
}
