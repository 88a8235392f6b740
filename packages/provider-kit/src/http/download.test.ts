import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { AuthError, type OpenRecording, TransportError, VendorResponseError } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { rejectionOf, setUpClient } from '../__fixtures__/client-setup.ts';
import { type Handler, startServer } from '../__fixtures__/local-server.ts';
import { createTestClock } from '../__fixtures__/test-clock.ts';
import { createBearerAuthorizer } from './authorizer.ts';

const sound = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));
const authorizer = createBearerAuthorizer('geheim-token');
const { signal } = new AbortController();

async function bytesOf(opened: OpenRecording | null): Promise<Buffer> {
  if (opened === null) throw new Error('nothing was opened');
  return Buffer.from(await new Response(opened.body).arrayBuffer());
}

const sendSound: Handler = (_request, response) => {
  response.writeHead(200, {
    'content-type': 'Audio/WAV; rate=8000',
    'content-length': sound.length,
    etag: '"v1"',
  });
  response.end(sound);
};

/** Sends the first bytes and breaks off. */
const breakOff: Handler = (request, response) => {
  response.writeHead(200, { 'content-length': sound.length, etag: '"v1"' });
  response.write(sound.subarray(0, 70_000), () => request.socket.resetAndDestroy());
};

describe('a file', () => {
  it('comes as it is, with what is told of it', async () => {
    const server = await startServer(sendSound);
    const { client } = setUpClient({ baseUrl: `${server.url}/base` });
    const query = { filename: 'a b/c.wav' };
    const opened = await client.download({ path: '/get', query, partial: null, signal });
    expect(opened).toMatchObject({
      offset: 0,
      size: sound.length,
      type: 'audio/wav',
      version: '"v1"',
    });
    expect(await bytesOf(opened)).toEqual(sound);
    expect(server.lines).toEqual(['GET /base/get?filename=a%20b%2Fc.wav']);
  });

  it('may be longer than an answer', async () => {
    const server = await startServer(sendSound);
    const { client } = setUpClient({ baseUrl: server.url, maxResponseBytes: 1000 });
    const opened = await client.download({ path: '/get', partial: null, signal });
    expect(await bytesOf(opened)).toEqual(sound);
  });

  it('is asked for again until it begins', async () => {
    const server = await startServer((request, response, count) => {
      if (count === 1) request.socket.resetAndDestroy();
      else if (count === 2) response.writeHead(503).end();
      else sendSound(request, response, count);
    });
    const { client, events } = setUpClient({ baseUrl: server.url });
    expect(await bytesOf(await client.download({ path: '/', partial: null, signal }))).toEqual(
      sound,
    );
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2);
  });

  it.each([404, 410, 202, 204])('that is not there (%i) is no error', async (status) => {
    const server = await startServer((_request, response) => response.writeHead(status).end());
    const { client } = setUpClient({ baseUrl: server.url });
    expect(await client.download({ path: '/get', partial: null, signal })).toBeNull();
    expect(server.lines).toHaveLength(1);
  });

  it('tells no size and no version where nothing can be resumed', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', etag: '"v1"' }).end(gzipSync(sound));
    });
    const { client } = setUpClient({ baseUrl: server.url });
    const opened = await client.download({ path: '/get', partial: null, signal });
    expect(opened).toMatchObject({ size: null, version: null });
    expect(await bytesOf(opened)).toEqual(sound);
  });

  it('has no version by a weak name of its content', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { etag: 'W/"v1"' }).end(sound);
    });
    const { client } = setUpClient({ baseUrl: server.url });
    const opened = await client.download({ path: '/get', partial: null, signal });
    expect(opened?.version).toBeNull();
    await opened?.body.cancel();
  });
});

it.each([
  ['a file that rested', 'Thu, 01 May 2025 09:00:00 GMT', 'Thu, 01 May 2025 09:01:00 GMT', true],
  [
    'one that was just changed',
    'Thu, 01 May 2025 09:00:30 GMT',
    'Thu, 01 May 2025 09:01:00 GMT',
    false,
  ],
  ['one of which nobody knows', undefined, 'Thu, 01 May 2025 09:01:00 GMT', false],
])('%s has a version by the time of its change, or none', async (_, changed, date, hasVersion) => {
  const server = await startServer((_request, response) => {
    const told = changed === undefined ? {} : { 'last-modified': changed };
    response.writeHead(200, { ...told, date }).end(sound);
  });
  const { client } = setUpClient({ baseUrl: server.url });
  const opened = await client.download({ path: '/get', partial: null, signal });
  expect(opened?.version).toBe(hasVersion ? changed : null);
  await opened?.body.cancel();
});

describe('the rest of a file', () => {
  const partial = { bytes: 70_000, version: '"v1"' };

  it('is asked for by what is there', async () => {
    const asked: unknown[] = [];
    const server = await startServer((request, response) => {
      asked.push([request.headers.range, request.headers['if-range']]);
      const last = sound.length - 1;
      response.writeHead(206, {
        'content-range': `bytes 70000-${last}/${sound.length}`,
        'content-length': sound.length - 70_000,
        etag: '"v1"',
      });
      response.end(sound.subarray(70_000));
    });
    const { client } = setUpClient({ baseUrl: server.url });
    const opened = await client.download({ path: '/get', partial, signal });
    expect(opened).toMatchObject({ offset: 70_000, size: sound.length, version: '"v1"' });
    expect(await bytesOf(opened)).toEqual(sound.subarray(70_000));
    expect(asked).toEqual([['bytes=70000-', '"v1"']]);
  });

  it('comes with the whole where the vendor knows no parts', async () => {
    const server = await startServer(sendSound);
    const { client } = setUpClient({ baseUrl: server.url });
    const opened = await client.download({ path: '/get', partial, signal });
    expect(opened?.offset).toBe(0);
    expect(await bytesOf(opened)).toEqual(sound);
  });

  it('is given up for the whole where there is none', async () => {
    const server = await startServer((request, response, count) => {
      if (request.headers.range === undefined) sendSound(request, response, count);
      else response.writeHead(416).end();
    });
    const { client } = setUpClient({ baseUrl: server.url });
    expect(await bytesOf(await client.download({ path: '/get', partial, signal }))).toEqual(sound);
  });

  it.each(['bytes 0-5/10', 'bytes 70001-79999/80000', 'pages 1-2/3', ''])(
    'is refused when it is another one (%s)',
    async (range) => {
      const server = await startServer((_request, response) => {
        response.writeHead(206, range === '' ? {} : { 'content-range': range }).end('x');
      });
      const { client } = setUpClient({ baseUrl: server.url });
      const error = await rejectionOf(client.download({ path: '/get', partial, signal }));
      expect(error).toMatchObject({ code: 'vendor-response', retryable: false });
    },
  );
});

describe('a body', () => {
  it.each<[string, Handler]>([
    ['breaks off', breakOff],
    [
      'ends early',
      (request, response) => {
        response.writeHead(200, { 'content-length': sound.length });
        response.write(sound.subarray(0, 70_000), () => request.socket.end());
      },
    ],
  ])('that %s is an error, not a short file', async (_, handle) => {
    const server = await startServer(handle);
    const { client } = setUpClient({ baseUrl: server.url });
    const opened = await client.download({ path: '/get', partial: null, signal });
    expect(await rejectionOf(bytesOf(opened))).toBeInstanceOf(TransportError);
  });

  it('shorter than told is an error, whatever the fetch', async () => {
    const headers = { 'content-length': '3' };
    const { client } = setUpClient({ fetch: async () => new Response('ab', { headers }) });
    const opened = await client.download({ path: '/get', partial: null, signal });
    expect(await rejectionOf(bytesOf(opened))).toMatchObject({
      what: 'The answer was cut off after 2 of 3 bytes',
    });
  });

  it('that stalls is given up, and one that goes on is not', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200).write('a');
    });
    const clock = createTestClock();
    const { client } = setUpClient({ baseUrl: server.url, clock });
    const opened = await client.download({ path: '/get', partial: null, signal });
    const reader = opened?.body.getReader();
    await reader?.read();
    const rest = rejectionOf(reader?.read() ?? Promise.resolve());
    await nextTurn();
    clock.pass(5000);
    expect(await rest).toMatchObject({
      code: 'transport',
      what: 'Nothing more came within 5 s',
    });
    await server.gone;
  });

  it('may take longer than an attempt, as long as it goes on', async () => {
    const clock = createTestClock();
    let goOn = () => {};
    const server = await startServer((_request, response) => {
      response.writeHead(200).write('a');
      let sent = 1;
      goOn = () => {
        sent += 1;
        if (sent < 12) response.write('a');
        else response.end('a');
      };
    });
    const { client } = setUpClient({ baseUrl: server.url, clock });
    const opened = await client.download({ path: '/get', partial: null, signal });
    let received = 0;
    for await (const piece of opened?.body ?? []) {
      received += piece.byteLength;
      clock.pass(4000);
      if (received < 12) goOn();
    }
    expect(received).toBe(12);
  });

  it('is not read faster than it is taken, and hangs up when it is left', async () => {
    const server = await startServer((_request, response) => {
      const pour = () => {
        while (response.write(Buffer.alloc(65_536)));
        response.once('drain', pour);
      };
      response.writeHead(200);
      pour();
    });
    const { client } = setUpClient({ baseUrl: server.url });
    const opened = await client.download({ path: '/get', partial: null, signal });
    const reader = opened?.body.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
    await server.gone;
  });

  it('ends with the signal, and hangs up', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const server = await startServer((_request, response) => {
      response.writeHead(200).write('a');
    });
    const { client } = setUpClient({ baseUrl: server.url });
    const opened = await client.download({
      path: '/get',
      partial: null,
      signal: controller.signal,
    });
    const reader = opened?.body.getReader();
    await reader?.read();
    const rest = rejectionOf(reader?.read() ?? Promise.resolve());
    controller.abort(reason);
    expect(await rest).toBe(reason);
    await server.gone;
  });
});

describe('credentials', () => {
  /** Two servers, and the credentials that each was sent. */
  async function setUp(handle: (own: string, other: string) => Handler) {
    const seen: { own: unknown[]; other: unknown[] } = { own: [], other: [] };
    const other = await startServer((request, response, count) => {
      seen.other.push(request.headers.authorization);
      if (request.url === '/gone') response.writeHead(403).end('<Error>geheim</Error>');
      else sendSound(request, response, count);
    });
    const server = await startServer((request, response, count) => {
      seen.own.push(request.headers.authorization);
      handle(server.url, other.url)(request, response, count);
    });
    const { client, events } = setUpClient({ baseUrl: server.url, authorizer });
    return { client, events, seen, server, other };
  }

  it('go to the vendor, by a path or by an address of its own', async () => {
    const { client, seen, server } = await setUp(() => sendSound);
    await bytesOf(await client.download({ path: '/get', partial: null, signal }));
    const url = `${server.url}/x.wav?token=t`;
    await bytesOf(await client.download({ url, partial: null, signal }));
    await bytesOf(await client.download({ url: '/x.wav', partial: null, signal }));
    expect(seen.own).toEqual(Array(3).fill('Bearer geheim-token'));
    expect(server.lines).toEqual(['GET /get', 'GET /x.wav?token=t', 'GET /x.wav']);
  });

  it('go nowhere else', async () => {
    const { client, seen, other } = await setUp(() => sendSound);
    const url = `${other.url}/x.wav?token=t`;
    expect(await bytesOf(await client.download({ url, partial: null, signal }))).toEqual(sound);
    expect(seen).toEqual({ own: [], other: [undefined] });
  });

  it('stay behind when the vendor sends the request on', async () => {
    const { client, seen } = await setUp((_own, other) => (_request, response) => {
      response.writeHead(302, { location: `${other}/x.wav?token=t` }).end();
    });
    const opened = await client.download({ path: '/get', partial: null, signal });
    expect(await bytesOf(opened)).toEqual(sound);
    expect(seen).toEqual({ own: ['Bearer geheim-token'], other: [undefined] });
  });

  it('are not at fault when somebody else refuses the address', async () => {
    const { client, other, events } = await setUp(() => sendSound);
    const url = `${other.url}/gone`;
    const error = await rejectionOf(client.download({ url, partial: null, signal }));
    expect(error).toBeInstanceOf(VendorResponseError);
    expect(error).toMatchObject({
      retryable: false,
      what: 'The address was refused with 403',
      where: `GET ${other.url}/…`,
    });
    expect(events).toHaveLength(1);
  });

  it('that the vendor refuses are told as such', async () => {
    const { client } = await setUp(() => (_request, response) => response.writeHead(401).end());
    const error = await rejectionOf(client.download({ path: '/get', partial: null, signal }));
    expect(error).toBeInstanceOf(AuthError);
  });
});

describe('addresses', () => {
  it.each([
    'ftp://vendor.test/x.wav',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:pass@vendor.test/x.wav',
    'http://',
  ])('such as %s are refused without being told', async (url) => {
    const { client, events } = setUpClient();
    const error = await rejectionOf(client.download({ url, partial: null, signal }));
    expect(error).toMatchObject({ code: 'vendor-response', retryable: false });
    expect(String(error)).not.toContain('x.wav');
    expect(events).toEqual([]);
  });

  it('are not followed from https to http', async () => {
    const asked: string[] = [];
    const { client } = setUpClient({
      baseUrl: 'https://vendor.test',
      fetch: async ({ url }) => {
        asked.push(url);
        return new Response(null, { status: 302, headers: { location: 'http://vendor.test/x' } });
      },
    });
    const error = await rejectionOf(client.download({ path: '/x', partial: null, signal }));
    expect(error).toMatchObject({ code: 'vendor-response', retryable: false });
    expect(asked).toEqual(['https://vendor.test/x']);
  });

  it('are in no error, whatever fails', async () => {
    const path = '/rec/s3cr3t-path/x.wav';
    const echo: Handler = (request, response) => {
      response.writeHead(400).end(request.url);
    };
    const server = await startServer(echo);
    const describeFailure = (_status: number, text: string) => ({ what: text });
    const { client } = setUpClient({ baseUrl: server.url, describeFailure });
    const url = `${server.url}${path}?token=s3cr3t-token`;
    const refused = await rejectionOf(client.download({ url, partial: null, signal }));
    const broken = setUpClient({
      fetch: async (request) => {
        throw new TypeError(`can't fetch ${request.url}`);
      },
      retryLimit: 0,
    });
    const unsent = await rejectionOf(broken.client.download({ url, partial: null, signal }));
    const told = [refused, unsent].flatMap((error) => [
      String(error),
      String(error instanceof Error && error.cause),
    ]);
    expect(told.join(' ')).not.toMatch(/s3cr3t|x\.wav/);
  });
});
