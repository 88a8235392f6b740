import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiRole, type Clock, type Store, toEpochMs } from '@cdr/core';
import {
  type ConfigInput,
  configSchema,
  createProject,
  machineClock,
  nodeConditions,
  parseConfigValue,
} from '@cdr/engine';
import { openDuckDbStore } from '@cdr/store';
import { createAuditTrail } from '../audit/audit-trail.ts';
import { createServer, type ServerOptions } from '../create-server.ts';
import { type KeyRing, openKeyRing } from '../keys/key-ring.ts';
import { createMetrics } from '../metrics/metrics.ts';
import type { Server } from '../server-context.ts';
import { startScheduler } from '../sync/scheduler.ts';
import { createSyncDesk, type SyncDesk } from '../sync/sync-desk.ts';

/** When the clock stands, until it is set. */
export const sampleNow = '2024-03-20T12:00:00.000Z';

/** A server on loopback over a DuckDB file of its own. */
export interface TestServer {
  url: string;
  store: Store;
  keys: KeyRing;
  /** No sync begins by itself: every source is paused. */
  desk: SyncDesk;
  server: Server;
  /** Sets the clock. */
  setNow(instant: string): void;
  /** Makes a key; gives its text. */
  key(role?: ApiRole, sources?: readonly string[] | null): Promise<string>;
  /** Asks with a key, or without. */
  ask(path: string, key?: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

const thulium = {
  provider: 'thulium',
  options: { baseUrl: 'http://127.0.0.1:9', username: 'u', password: 'p' },
};

/** Two accounts at one vendor, on the same clocks. */
const sampleConfig: ConfigInput = { sources: { warsaw: thulium, gdansk: thulium } };

/** What differs from test to test, besides config. */
export interface TestServerOptions extends Pick<ServerOptions, 'logger' | 'onRoute'> {
  /** Default: waits for nothing but the signal. */
  sleep?: Clock['sleep'];
  /** Gives a store in place of the one that is opened. */
  changeStore?: (store: Store) => Store;
  /** Adds routes. */
  extend?: (server: Server) => void;
}

/** Starts it. */
export async function startTestServer(
  config: ConfigInput = sampleConfig,
  {
    sleep = untilAborted,
    changeStore = (store) => store,
    extend,
    ...options
  }: TestServerOptions = {},
): Promise<TestServer> {
  const dir = await mkdtemp(join(tmpdir(), 'cdr-server-'));
  let now = toEpochMs(sampleNow);
  const clock: Clock = {
    ...machineClock({ env: {}, warn: () => {} }),
    now: () => now,
    sleep,
  };
  const store = changeStore(
    await openDuckDbStore({ path: join(dir, 'cdr.duckdb'), now: () => now }),
  );
  const project = createProject({
    loaded: {
      path: join(dir, 'cdr.config.json'),
      dir,
      config: parseConfigValue(configSchema, config),
    },
    lookup: {
      from: [import.meta.dirname],
      conditions: nodeConditions(['--conditions=@cdr/source'], ''),
    },
    runtime: { fetch: (request) => fetch(request), clock, random: () => 0.5 },
  });
  const keys = await openKeyRing({ store, clock, by: { via: 'server', keyId: null } });
  const desk = createSyncDesk({ project, store, clock });
  const names = Object.keys(config.sources);
  const sources = names.length === 0 ? [] : await project.openSources([]);
  const scheduler = startScheduler({ sources, paused: names, desk, clock, random: () => 0.5 });
  const audit = createAuditTrail({ store, clock });
  const server = await createServer({
    project,
    store,
    keys,
    clock,
    desk,
    scheduler,
    metrics: createMetrics({ store, clock }),
    audit,
    horizon: { gaps: () => [] },
    ...options,
  });
  extend?.(server);
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    store,
    keys,
    desk,
    server,
    setNow(instant) {
      now = toEpochMs(instant);
    },
    async key(role = 'viewer', sources = null) {
      return (await keys.create({ name: 'test', role, sources, expiresAt: null })).text;
    },
    ask: (path, key, init = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: {
          ...Object.fromEntries(new Headers(init.headers)),
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
      }),
    async close() {
      await Promise.all([server.close(), scheduler.close(), desk.close()]);
      await audit.close();
      await store.close();
      await rm(dir, { recursive: true });
    },
  };
}

function untilAborted(_delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}
