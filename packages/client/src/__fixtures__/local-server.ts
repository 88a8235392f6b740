import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Call, type Clock, createCallFields, toInstant } from '@cdr/core';
import { serveVendorApis } from '@cdr/emulator';
import {
  configSchema,
  createProject,
  machineClock,
  nodeConditions,
  parseConfigValue,
} from '@cdr/engine';
import { createArraySource } from '@cdr/provider-kit';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { type ServerStarted, serve } from '@cdr/server';

/** When the clock stands. */
const now = '2024-03-20T12:00:00.000Z';

/** A server on loopback that reads a local Thulium. */
export interface LocalServer {
  url: string;
  /** Of the role owner. */
  key: string;
  /** How many calls the vendor has. */
  calls: number;
  close(): Promise<void>;
}

/** Starts it; its source is `warsaw`. */
export async function startLocalServer(count: number): Promise<LocalServer> {
  const dir = await mkdtemp(join(tmpdir(), 'cdr-client-'));
  const calls = Array.from({ length: count }, (_, index): Call => {
    const startedAt = toInstant(Date.parse('2024-03-10T08:00:00Z') + index * 60_000);
    const fields = createCallFields({
      vendorId: String(index + 1),
      startedAt,
      timePrecision: 'second',
      timeZone: 'Europe/Warsaw',
      direction: 'inbound',
      disposition: index % 4 === 0 ? 'no-answer' : 'answered',
      talkMs: index % 4 === 0 ? null : 60_000,
    });
    return { id: `truth:${index}`, source: 'truth', provider: 'thulium', ...fields };
  });
  const clock: Clock = machineClock({ env: { CDR_NOW: now }, warn: () => undefined });
  const source = createArraySource(calls);
  const vendor = await serveVendorApis(createVendorApi(source, { now: () => clock.now() }));
  const { options } = describeVendorApi(vendor.url);
  const config = parseConfigValue(configSchema, {
    store: { kind: 'duckdb', path: join(dir, 'cdr.duckdb') },
    sources: { warsaw: { provider: 'thulium', since: '2024-03-10', options } },
  });
  const project = createProject({
    loaded: { path: join(dir, 'cdr.config.json'), dir, config },
    lookup: {
      from: [import.meta.dirname],
      conditions: nodeConditions(['--conditions=@cdr/source'], ''),
    },
    runtime: { fetch: (request) => fetch(request), clock, random: () => 0.5 },
  });
  const controller = new AbortController();
  const listening = Promise.withResolvers<ServerStarted>();
  const running = serve({
    project,
    clock,
    host: '127.0.0.1',
    port: 0,
    signal: controller.signal,
    onListening: listening.resolve,
  });
  const { url, firstKey } = await Promise.race([
    listening.promise,
    running.then(() => {
      throw new TypeError('the server ended before it listened');
    }),
  ]);
  return {
    url,
    key: firstKey ?? '',
    calls: count,
    async close() {
      controller.abort();
      await running;
      await vendor.close();
      await rm(dir, { recursive: true });
    },
  };
}
