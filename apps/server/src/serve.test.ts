import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineClock, openProject } from '@cdr/engine';
import { openDuckDbStore } from '@cdr/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServerStarted, serve } from './serve.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-serve-'));
});

afterEach(() => rm(dir, { recursive: true }));

async function start(port = 0) {
  const clock = machineClock({ env: {}, warn: () => undefined });
  const project = await openProject({
    cwd: dir,
    env: {},
    clock,
    program: dir,
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
