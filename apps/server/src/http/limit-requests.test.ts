import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ConfigInput } from '@cdr/engine';
import { describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { afterEach, describe, expect, it } from 'vitest';
import { openConnection } from '../__fixtures__/raw-connection.ts';
import {
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '../__fixtures__/test-server.ts';

let test: TestServer;

afterEach(() => test.close());

const thulium = { provider: 'thulium', options: describeVendorApi('http://127.0.0.1:9').options };

async function start(
  server: NonNullable<ConfigInput['server']>,
  options: TestServerOptions = {},
): Promise<void> {
  test = await startTestServer({ sources: { warsaw: thulium }, server }, options);
}

/** For machines that are busy. */
const patience = { timeout: 20_000 };

describe('who asks too often', () => {
  it('is told when to ask again, and holds up nobody else', async () => {
    await start({ requestsPerMinute: 3 });
    const [greedy, other] = [await test.key(), await test.key()];
    const first = await test.ask('/v1/sources', greedy);
    expect(first.headers.get('ratelimit-remaining')).toBe('2');
    for (const path of ['/nothing', '/v1/calls']) await test.ask(path, greedy);
    for (const path of ['/v1/sources', '/nothing', '/docs/', '/metrics']) {
      const refused = await test.ask(path, greedy);
      expect([path, refused.status]).toEqual([path, 429]);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
    }
    expect((await test.ask('/v1/sources', other)).status).toBe(200);
    expect((await test.ask('/healthz')).status).toBe(200);
  });

  it('without a good key is known by address', async () => {
    await start({ requestsPerMinute: 2 });
    for (const key of [undefined, 'wrong']) {
      expect((await test.ask('/v1/sources', key)).status).toBe(401);
    }
    expect((await test.ask('/v1/sources')).status).toBe(429);
    expect((await test.ask('/vendors/warsaw/api/connections')).status).toBe(429);
    expect((await test.ask('/v1/sources', await test.key())).status).toBe(200);
  });

  it.each([
    ['behind a proxy that is trusted', ['127.0.0.1'], 401],
    ['and may not say so of itself', [], 429],
  ])('is known by the address %s', async (_, trustedProxies, status) => {
    await start({ requestsPerMinute: 1, trustedProxies });
    const askFor = (address: string) =>
      test.ask('/v1/sources', undefined, { headers: { 'x-forwarded-for': address } });
    expect((await askFor('192.0.2.1')).status).toBe(401);
    expect((await askFor('192.0.2.2')).status).toBe(status);
    expect((await askFor('192.0.2.1')).status).toBe(429);
  });

  it('has as many requests of a vendor’s API as of ours', async () => {
    await start({ requestsPerMinute: 2 });
    const key = await test.key();
    const headers = { authorization: `Basic ${btoa(`me:${key}`)}` };
    const ask = () => test.ask('/vendors/warsaw/api/connections', undefined, { headers });
    expect((await ask()).status).toBe(200);
    expect((await test.ask('/v1/sources', key)).status).toBe(200);
    expect((await ask()).status).toBe(429);
  });
});

describe('what is too large', () => {
  it.each([
    ['an address', `/v1/calls?number=${'1'.repeat(8192)}`, {}, 414, 'too-long'],
    ['a head', '/v1/calls', { headers: { 'x-much': 'x'.repeat(20_000) } }, 431, 'too-long'],
    [
      'a body',
      '/v1/sources/warsaw/sync',
      {
        method: 'POST',
        body: JSON.stringify('x'.repeat(1_048_576)),
        headers: { 'content-type': 'application/json' },
      },
      413,
      'too-large',
    ],
  ])('is refused: %s', async (_, path, init, status, code) => {
    await start({});
    const refused = await test.ask(path, await test.key('owner'), init);
    expect(refused.status).toBe(status);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({ status, code, requestId: expect.any(String) });
  });
});

describe('who keeps the server waiting', () => {
  it.each([
    ['a head', '/v1/sources/warsaw/sync', ''],
    [
      'a body',
      '/v1/sources/warsaw/sync',
      'content-type: application/json\r\ncontent-length: 10\r\n\r\n12345',
    ],
    ['a body for a vendor', '/vendors/warsaw/api/connections', 'content-length: 10\r\n\r\n1'],
  ])('for the rest of %s is sent away', async (_, path, rest) => {
    await start({ requestTimeout: 'PT0.1S' });
    const authorization = `authorization: Bearer ${await test.key('operator')}`;
    const head = `POST ${path} HTTP/1.1\r\nhost: cdr\r\n${authorization}\r\n`;
    const { status, code } = await openConnection(test.url, head + rest).answer();
    expect([status, code]).toEqual([408, 'too-slow']);
  });

  it('with nothing that is HTTP is told so', async () => {
    await start({});
    const { status, code } = await openConnection(test.url, 'EHLO cdr\r\n\r\n').answer();
    expect([status, code]).toEqual([400, 'request']);
  });

  it('by not reading loses the connection', async () => {
    const ended = Promise.withResolvers<void>();
    await start(
      { idleTimeout: 'PT1S' },
      {
        extend: (server) =>
          server.get('/endless', async (_request, reply) => {
            const body = new Readable({
              read() {
                this.push(Buffer.alloc(1_048_576));
              },
            });
            body.once('close', ended.resolve);
            return reply.send(body);
          }),
      },
    );
    const key = await test.key();
    const request = `GET /endless HTTP/1.1\r\nhost: cdr\r\nauthorization: Bearer ${key}\r\n\r\n`;
    const { socket } = openConnection(test.url, request);
    socket.pause();
    await ended.promise;
    socket.destroy();
  });
});

describe('who asks for several things at once', () => {
  it('is waited for no longer than others while they are sent', async () => {
    const timeouts: unknown[] = [];
    await start(
      { idleTimeout: 'PT40S' },
      {
        extend: (server) =>
          server.addHook('onSend', async ({ raw }) => {
            timeouts.push(raw.socket.timeout);
          }),
      },
    );
    const head = `HTTP/1.1\r\nhost: cdr\r\nauthorization: Bearer ${await test.key()}\r\n`;
    const first = `GET /v1/calls ${head}\r\n`;
    const last = `GET /v1/calls ${head}connection: close\r\n\r\n`;
    const all = await openConnection(test.url, first + last).text();
    expect(all.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
    expect(timeouts).toEqual([40_000, 40_000]);
  });
});

describe('a server that has too much to do', () => {
  it('puts requests off, and says so to nobody who asks whether it lives', async () => {
    await start({ maxEventLoopDelay: 'PT0.001S' });
    const key = await test.key();
    async function askWhileBusy() {
      const until = performance.now() + 100;
      while (performance.now() < until);
      return test.ask('/v1/sources', key);
    }
    await expect.poll(async () => (await askWhileBusy()).status, patience).toBe(503);
    const refused = await askWhileBusy();
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await refused.json()).toMatchObject({ code: 'unavailable', status: 503 });
    expect((await test.ask('/healthz')).status).toBe(200);
    expect((await test.ask('/readyz')).status).toBe(200);
  });

  it('says so when it is about to end', async () => {
    const held = Promise.withResolvers<string>();
    const came = Promise.withResolvers<void>();
    await start(
      {},
      {
        extend: (server) =>
          server.get('/held', () => {
            came.resolve();
            return held.promise;
          }),
      },
    );
    const key = await test.key();
    const request = (path: string) =>
      `GET ${path} HTTP/1.1\r\nhost: cdr\r\nauthorization: Bearer ${key}\r\n\r\n`;
    const connection = openConnection(test.url, request('/held'));
    await came.promise;
    const closed = test.server.close();
    const second = once(test.server.server, 'request');
    connection.socket.write(request('/v1/sources'));
    await second;
    held.resolve('done');
    const all = await connection.text();
    await closed;
    expect(all).toContain('HTTP/1.1 200 OK');
    expect(all).toContain('HTTP/1.1 503 Service Unavailable');
    expect(all).toContain('"code":"unavailable"');
  });
});
