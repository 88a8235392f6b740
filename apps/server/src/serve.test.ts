import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { machineClock, openProject } from '@cdr/engine';
import { describeVendorApi } from '@cdr/provider-soluno/vendor-api';
import { openDuckDbStore } from '@cdr/store';
import type { FastifyBaseLogger } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from './logs/create-logger.ts';
import { type ServerStarted, serve } from './serve.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-serve-'));
});

afterEach(() => rm(dir, { recursive: true }));

async function start(port = 0, logger?: FastifyBaseLogger) {
  const clock = machineClock({ env: {}, warn: () => undefined });
  const project = await openProject({
    cwd: dir,
    env: { NODE_OPTIONS: '--conditions=@cdr/source' },
    clock,
    program: import.meta.dirname,
    isConfigOptional: true,
  });
  const controller = new AbortController();
  const started = Promise.withResolvers<ServerStarted>();
  const ended = serve({
    project,
    clock,
    host: '127.0.0.1',
    port,
    signal: controller.signal,
    ...(logger === undefined ? {} : { logger }),
    onListening: started.resolve,
  });
  ended.catch((error) => started.reject(error));
  return {
    ...(await started.promise),
    stop: async () => {
      controller.abort();
      await ended;
    },
  };
}

describe('a server where there is nothing yet', () => {
  it('makes a store and an owner key, and shows the key this one time', async () => {
    const first = await start();
    const authorization = `Bearer ${first.firstKey}`;
    const ask = (url: string) => fetch(`${url}/nothing`, { headers: { authorization } });
    expect((await ask(first.url)).status).toBe(404);
    await first.stop();
    const second = await start();
    expect(second.firstKey).toBeNull();
    expect((await ask(second.url)).status).toBe(404);
    await second.stop();
  });

  it('lets go of port and store when it ends', async () => {
    const { url, stop } = await start();
    await stop();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    const store = await openDuckDbStore({ path: join(dir, 'cdr.duckdb'), now: () => 0 });
    expect(await store.apiKeys()).toMatchObject([{ role: 'owner', sources: null }]);
    await store.close();
  });

  it('says so when another program has the port, and lets go of the store', async () => {
    const { url, stop } = await start();
    await expect(start(Number(new URL(url).port))).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('choose another port'),
    });
    await stop();
  });
});

/** A vendor that lets nobody in, and on its `/hook` a receiver of messages. */
async function startVendor(onMessage: (message: unknown) => void) {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isHook = request.url === '/hook';
    if (isHook) onMessage(JSON.parse(await text(request)));
    response.writeHead(isHook ? 204 : 401).end();
  }
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

describe('a gap that nears what its vendor still tells', () => {
  it('is told in the log, by /readyz, in the metrics and to webhooks', async () => {
    const messages: unknown[] = [];
    const vendor = await startVendor((message) => messages.push(message));
    const { options } = describeVendorApi(vendor.url);
    const config = {
      sources: { stockholm: { provider: 'soluno', since: '2020-01-01', options } },
      webhooks: [
        {
          url: `${vendor.url}/hook`,
          secret: 'sixteen letters, or more',
          events: ['gap.nearing-horizon'],
        },
      ],
    };
    await writeFile(join(dir, 'cdr.config.json'), JSON.stringify(config));
    const log: string[] = [];
    const logger = createLogger({ destination: { write: (line) => log.push(line) } });
    const { url, firstKey, stop } = await start(0, logger);
    const data = { source: 'stockholm', stream: 'calls', gaps: [{}] };
    await expect.poll(() => messages, { timeout: 20_000 }).toMatchObject([{ data }]);
    const ready = await fetch(`${url}/readyz`);
    expect(await ready.json()).toEqual({ status: 'ok', store: 'ok', gapsNearingHorizon: 1 });
    const headers = { authorization: `Bearer ${firstKey}` };
    const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
    expect(metrics).toContain('cdr_gaps_nearing_horizon{source="stockholm",stream="calls"} 1');
    const lines = log.map((line) => JSON.parse(line));
    const warned = lines.filter(({ msg }) => msg === 'a gap nears what its vendor still tells');
    expect(warned).toMatchObject([{ level: 'warn', source: 'stockholm', stream: 'calls' }]);
    await stop();
    vendor.close();
  });
});
