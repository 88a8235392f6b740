import { gzipSync } from 'node:zlib';
import { TransportError, WindowTooLargeError } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { rejectionOf, setUpClient } from '../__fixtures__/client-setup.ts';
import {
  findClosedAddress,
  type Handler,
  sendJson,
  startServer,
} from '../__fixtures__/local-server.ts';
import { createTestClock } from '../__fixtures__/test-clock.ts';

const list = Array.from({ length: 200 }, (_, n) => `Łukasz ${n}`);
const body = JSON.stringify(list);

describe('broken transport', () => {
  const breakages: Record<string, Handler> = {
    'a reset before the headers': (request) => request.socket.resetAndDestroy(),
    'a connection closed before the headers': (request) => request.socket.destroy(),
    'a reset inside the body': (request, response) => {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.slice(0, 100), () => request.socket.resetAndDestroy());
    },
    'a body shorter than its content-length': (request, response) => {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.slice(0, 100), () => request.socket.end());
    },
    'a chunked body cut off': (request, response) => {
      response.writeHead(200);
      response.write(body.slice(0, 100), () => request.socket.end());
    },
    'a body without length cut off': (request) => {
      request.socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${body.slice(0, 100)}`);
    },
    'compressed data cut off': (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(body).subarray(0, 60));
    },
    'garbled compressed data': (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip');
    },
    'something that is not HTTP': (request) => request.socket.end('220 mail.example ESMTP\r\n'),
  };

  it.each(Object.entries(breakages))('asks again after %s', async (_name, breakage) => {
    const server = await startServer((request, response, count) => {
      if (count === 1) breakage(request, response, count);
      else sendJson(response, list);
    });
    const { ask, events } = setUpClient({ baseUrl: server.url });
    expect(await ask()).toEqual(list);
    expect(events.map((event) => event.type)).toEqual(['request', 'retry', 'request']);
  });

  it('says that nobody listens', async () => {
    const baseUrl = await findClosedAddress();
    const { ask, events } = setUpClient({ baseUrl, retryLimit: 1 });
    const error = await rejectionOf(ask());
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({
      retryable: true,
      what: 'No complete answer: connection refused (ECONNREFUSED)',
      where: `GET ${baseUrl}/list, attempt 2`,
      cause: { code: 'ECONNREFUSED' },
    });
    expect(events).toHaveLength(3);
  });

  it('finds a body that is shorter than told, whatever the fetch', async () => {
    const headers = { 'content-length': '100' };
    const { ask } = setUpClient({
      fetch: async () => new Response('[]', { headers }),
      retryLimit: 0,
    });
    expect(await rejectionOf(ask())).toMatchObject({ what: 'The answer was cut off' });
  });

  it('does not repeat a request that fails by its certificate', async () => {
    const { ask, events } = setUpClient({
      fetch: async () => {
        const cause = Object.assign(new Error('self-signed'), {
          code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        });
        throw new TypeError('fetch failed', { cause });
      },
    });
    expect(await rejectionOf(ask())).toMatchObject({
      code: 'transport',
      retryable: false,
      what: 'No complete answer: certificate not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)',
    });
    expect(events).toEqual([{ type: 'request' }]);
  });

  it('takes an error response of an injected fetch for a broken connection', async () => {
    const { ask } = setUpClient({ fetch: async () => Response.error(), retryLimit: 0 });
    expect(await rejectionOf(ask())).toBeInstanceOf(TransportError);
  });
});

describe('deadline of an attempt', () => {
  it('covers the headers', async () => {
    const clock = createTestClock();
    const server = await startServer((_request, response, count) => {
      if (count > 1) sendJson(response, []);
      else clock.pass(5000);
    });
    const { ask, events } = setUpClient({ baseUrl: server.url, clock });
    expect(await ask()).toEqual([]);
    expect(events[1]).toMatchObject({ reason: 'no complete answer in time' });
    await server.gone;
  });

  it('covers the whole body, however steadily it drips', async () => {
    const clock = createTestClock();
    const server = await startServer((_request, response) => {
      const drip = () => {
        clock.pass(1000);
        if (!response.destroyed) response.write(' ', drip);
      };
      response.writeHead(200);
      drip();
    });
    const { ask } = setUpClient({ baseUrl: server.url, clock, retryLimit: 0 });
    const error = await rejectionOf(ask());
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ what: 'No complete answer within 5 s' });
    await server.gone;
  });

  it('holds for a fetch that is deaf to its signal', async () => {
    const clock = createTestClock();
    const { ask } = setUpClient({
      fetch: () => {
        clock.pass(5000);
        return new Promise(() => undefined);
      },
      clock,
      retryLimit: 1,
    });
    expect(await rejectionOf(ask())).toBeInstanceOf(TransportError);
  });
});

describe('size of an answer', () => {
  it('reads an answer as long as allowed', async () => {
    const server = await startServer((_request, response) => sendJson(response, list));
    const maxResponseBytes = Buffer.byteLength(body);
    expect(await setUpClient({ baseUrl: server.url, maxResponseBytes }).ask()).toEqual(list);
  });

  it('stops reading a longer one, and does not ask again', async () => {
    const server = await startServer((_request, response) => {
      const pour = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', pour);
      };
      pour();
    });
    const { ask } = setUpClient({ baseUrl: server.url, maxResponseBytes: 300_000 });
    const error = await rejectionOf(ask());
    expect(error).toBeInstanceOf(WindowTooLargeError);
    expect(error).toMatchObject({
      what: 'The answer is longer than 300000 bytes',
      todo: 'Ask for a shorter range',
    });
    await server.gone;
    expect(server.lines).toHaveLength(1);
  });

  it('counts bytes after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const { ask } = setUpClient({ baseUrl: server.url, maxResponseBytes: 1_000_000 });
    expect(await rejectionOf(ask())).toBeInstanceOf(WindowTooLargeError);
  });

  it('reads compressed answers and characters that fall between two pieces', async () => {
    const bytes = gzipSync(body);
    const server = await startServer((request, response) => {
      if (request.headers['accept-encoding']?.includes('gzip') !== true) return;
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bytes.length });
      response.end(bytes);
    });
    expect(await setUpClient({ baseUrl: server.url }).ask()).toEqual(list);
    const halves = Buffer.from(body);
    const cut = halves.indexOf('Ł') + 1;
    const stream = ReadableStream.from([halves.subarray(0, cut), halves.subarray(cut)]);
    expect(await setUpClient({ fetch: async () => new Response(stream) }).ask()).toEqual(list);
  });

  it('reads only the beginning of a refusal', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(400);
      const pour = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', pour);
      };
      pour();
    });
    const lengths: number[] = [];
    const describeFailure = (_status: number, text: string) => {
      lengths.push(text.length);
      return {};
    };
    const { ask } = setUpClient({ baseUrl: server.url, describeFailure });
    expect(await rejectionOf(ask())).toMatchObject({ what: 'The vendor answered 400' });
    await server.gone;
    expect(lengths[0]).toBeLessThanOrEqual(65_536);
  });
});
