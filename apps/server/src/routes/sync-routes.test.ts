import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, createCallFields, toInstant, type VendorApi } from '@cdr/core';
import { serveVendorApis } from '@cdr/emulator';
import type { ConfigInput } from '@cdr/engine';
import { createArraySource } from '@cdr/provider-kit';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  sampleNow,
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '../__fixtures__/test-server.ts';
import { createLogger } from '../logs/create-logger.ts';

const scheduleSchema = z.object({
  sources: z.array(z.object({ schedule: z.object({ isPaused: z.boolean() }) })),
});

const closing: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of closing.splice(0)) await one.close();
});

/** For machines that are busy. */
const patience = { timeout: 20_000 };

const calls = Array.from({ length: 30 }, (_, index): Call => {
  const startedAt = toInstant(Date.parse('2024-03-10T08:00:00Z') + index * 3_600_000);
  const known = { startedAt, timePrecision: 'second', timeZone: 'Europe/Warsaw' } as const;
  const fields = createCallFields({ vendorId: String(index + 1), ...known });
  return { id: `truth:${index}`, source: 'truth', provider: 'thulium', ...fields };
});

/** A server whose source is a local Thulium; `change` alters what that answers. */
async function setUp(
  change: (api: VendorApi) => VendorApi = (api) => api,
  { server, ...more }: TestServerOptions & Pick<ConfigInput, 'server'> = {},
) {
  const vendor = await serveVendorApis(
    change(createVendorApi(createArraySource(calls), { now: () => Date.parse(sampleNow) })),
  );
  const { options } = describeVendorApi(vendor.url);
  const source = { provider: 'thulium', since: '2024-03-10', options };
  const sources = { warsaw: source, gdansk: source };
  const test: TestServer = await startTestServer({ sources, server }, more);
  closing.push(test, vendor);
  const operator = await test.key('operator');
  const post = (path: string, key = operator) => test.ask(path, key, { method: 'POST' });
  const read = async (path: string) => (await test.ask(path, operator)).json();
  return { test, operator, post, read };
}

/** Holds the vendor's answers back until it is told to let them go. */
function createGate() {
  const opened = Promise.withResolvers<void>();
  const close =
    (api: VendorApi): VendorApi =>
    async (request) => {
      await opened.promise;
      return api(request);
    };
  return { close, open: () => opened.resolve() };
}

describe('other work on what is stored of a source', () => {
  it('waits for the sync that runs, and lets none begin meanwhile', async () => {
    const gate = createGate();
    const { test, post, read } = await setUp(gate.close);
    const { location } = Object.fromEntries((await post('/v1/sources/warsaw/sync')).headers);
    const done = Promise.withResolvers<string>();
    const states: unknown[] = [];
    const working = test.desk.exclusively(['warsaw'], async () => {
      states.push(await read(`${location}`));
      return done.promise;
    });
    gate.open();
    await expect.poll(() => states, patience).toMatchObject([{ status: 'complete' }]);
    const refused = await post('/v1/sources/warsaw/sync');
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('being worked on'),
    });
    expect((await post('/v1/sources/gdansk/sync')).status).toBe(202);
    done.resolve('done');
    expect(await working).toBe('done');
    expect((await post('/v1/sources/warsaw/sync')).status).toBe(202);
  });

  it('is told to end with the server, and none begins any more', async () => {
    const { test } = await setUp();
    const working = test.desk.exclusively(
      ['warsaw'],
      (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve('ended'));
        }),
    );
    await test.desk.close();
    expect(await working).toBe('ended');
    await expect(test.desk.exclusively(['warsaw'], async () => 'begun')).rejects.toThrow(
      'about to end',
    );
  });

  it('ends when the command goes that it is done for, and that is no error', async () => {
    const log: string[] = [];
    const logger = createLogger({ destination: { write: (line) => log.push(line) } });
    const test = await startTestServer(undefined, { logger });
    const done = Promise.withResolvers<void>();
    const working = test.desk.exclusively(['warsaw'], () => done.promise);
    const controller = new AbortController();
    const answer = await test.ask('/v1/local/verify', test.keys.lend(), {
      method: 'POST',
      body: JSON.stringify({ sources: ['warsaw'], full: true, repair: false }),
      headers: { 'content-type': 'application/json' },
      signal: controller.signal,
    });
    const first = await answer.body?.getReader().read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe('{}\n');
    controller.abort();
    done.resolve();
    await working;
    await test.close();
    expect(log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('is of those alone who have the file', async () => {
    const { test } = await setUp();
    const owner = await test.key('owner');
    const headers = { 'content-type': 'application/json' };
    for (const [path, body] of [
      ['verify', { sources: [], full: true, repair: true }],
      ['replay', { sources: [] }],
    ] as const) {
      const init = { method: 'POST', body: JSON.stringify(body), headers };
      expect((await test.ask(`/v1/local/${path}`, owner, init)).status).toBe(404);
    }
  });
});

describe('a sync', () => {
  it('is begun by an operator, followed, and leaves its calls', async () => {
    const { test, operator, post, read } = await setUp();
    const begun = await post('/v1/sources/warsaw/sync');
    expect(begun.status).toBe(202);
    const path = begun.headers.get('location') ?? '';
    expect(await begun.json()).toMatchObject({
      source: 'warsaw',
      status: 'running',
      endedAt: null,
    });
    await expect.poll(() => read(path), patience).toMatchObject({ status: 'complete' });
    expect(await read(path)).toMatchObject({
      endedAt: sampleNow,
      progress: { failed: 0, rows: 30 },
      report: { source: 'warsaw', rows: { inserted: 30 }, gaps: [] },
    });
    const list = await (await test.ask('/v1/calls?source=warsaw', operator)).json();
    expect(list).toMatchObject({ next: null });
    expect(await test.store.count({ source: ['warsaw'] })).toBe(30);
  });

  it('may be of a range, on the clocks of the source', async () => {
    const { test, post, read } = await setUp();
    const begun = await post('/v1/sources/warsaw/sync?from=2024-03-11&to=2024-03-12');
    const path = begun.headers.get('location') ?? '';
    await expect.poll(() => read(path), patience).toMatchObject({ status: 'complete' });
    const stored: string[] = [];
    for await (const batch of test.store.read())
      stored.push(...batch.map((call) => call.startedAt));
    expect(stored[0]).toBe('2024-03-10T23:00:00.000Z');
    expect(stored.at(-1)).toBe('2024-03-11T13:00:00.000Z');
    const wrong = await post('/v1/sources/warsaw/sync?from=tomorrow');
    expect(wrong.status).toBe(400);
  });

  it('is one at a time of a source, and goes on beside those of others', async () => {
    const gate = createGate();
    const { post, read } = await setUp(gate.close);
    const first = await post('/v1/sources/warsaw/sync');
    const second = await post('/v1/sources/warsaw/sync');
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({ code: 'conflict' });
    const other = await post('/v1/sources/gdansk/sync');
    expect(other.status).toBe(202);
    gate.open();
    for (const { headers } of [first, other]) {
      await expect
        .poll(() => read(headers.get('location') ?? ''), patience)
        .toMatchObject({
          status: 'complete',
        });
    }
    expect((await post('/v1/sources/warsaw/sync')).status).toBe(202);
  });

  it('is told as events, up to its end', async () => {
    const gate = createGate();
    const { test, operator, post } = await setUp(gate.close);
    const path = (await post('/v1/sources/warsaw/sync')).headers.get('location') ?? '';
    const headers = { accept: 'text/event-stream' };
    const answer = await test.ask(path, operator, { headers });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    gate.open();
    const events = (await answer.text()).trimEnd().split('\n\n');
    const states = events.map((event) => {
      const [, id, data = ''] = /^id: (\d+)\nevent: sync\ndata: (.*)$/.exec(event) ?? [];
      return { place: Number(id), ...JSON.parse(data) };
    });
    expect(states.map(({ place }) => place)).toEqual(states.map((_, index) => index));
    expect(states[0]).toMatchObject({ status: 'running' });
    expect(states.at(-1)).toMatchObject({ status: 'complete', progress: { rows: 30 } });
    const again = await (await test.ask(path, operator, { headers })).text();
    expect(again.trimEnd().split('\n\n')).toHaveLength(1);
  });

  it('keeps the connection of who follows it, however long nothing happens', async () => {
    const gate = createGate();
    const { test, operator, post } = await setUp(gate.close, {
      server: { idleTimeout: 'PT2S' },
      sleep: (delayMs, signal) => sleep(delayMs, undefined, { ...(signal && { signal }) }),
    });
    const path = (await post('/v1/sources/warsaw/sync')).headers.get('location') ?? '';
    const answer = await test.ask(path, operator, { headers: { accept: 'text/event-stream' } });
    let all = '';
    for await (const piece of answer.body ?? []) {
      all += Buffer.from(piece).toString();
      // Longer than the connection may stand still.
      if (all.split(': nothing new').length > 5) gate.open();
    }
    expect(all).toContain('"status":"complete"');
  });

  it('is interrupted when the server ends, and can be told to nobody any more', async () => {
    const gate = createGate();
    const { test, post, operator } = await setUp(gate.close);
    const path = (await post('/v1/sources/warsaw/sync')).headers.get('location') ?? '';
    const answer = await test.ask(path, operator, { headers: { accept: 'text/event-stream' } });
    const ended = test.desk.close();
    gate.open();
    await ended;
    expect(await answer.text()).toContain('"status":"interrupted"');
    expect(await test.store.coverage()).toEqual([]);
    expect((await post('/v1/sources/warsaw/sync')).status).toBe(503);
  });
});

describe('those who may not', () => {
  it('begin no sync, and hear of none', async () => {
    const { test, post } = await setUp();
    expect((await post('/v1/sources/warsaw/sync', await test.key('viewer'))).status).toBe(403);
    const path = (await post('/v1/sources/warsaw/sync')).headers.get('location') ?? '';
    const limited = await test.key('owner', ['gdansk']);
    expect((await post('/v1/sources/warsaw/sync', limited)).status).toBe(404);
    expect((await post('/v1/sources/nowhere/sync')).status).toBe(404);
    for (const accept of ['application/json', 'text/event-stream']) {
      const answer = await test.ask(path, limited, { headers: { accept } });
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('warsaw');
    }
    expect((await test.ask(path, await test.key('viewer'))).status).toBe(200);
  });

  it('pause nothing', async () => {
    const { test, post } = await setUp();
    for (const verb of ['pause', 'resume']) {
      const path = `/v1/sources/warsaw/${verb}`;
      expect((await post(path, await test.key('viewer'))).status).toBe(403);
      expect((await post(path, await test.key('owner', ['gdansk']))).status).toBe(404);
    }
  });
});

describe('a source', () => {
  it('is resumed and paused', async () => {
    const { test, post, operator } = await setUp();
    const schedule = async () => {
      const answer = await test.ask('/v1/sources', operator);
      const { sources } = scheduleSchema.parse(await answer.json());
      return sources.map((own) => own.schedule.isPaused);
    };
    expect(await schedule()).toEqual([true, true]);
    expect((await post('/v1/sources/warsaw/resume')).status).toBe(204);
    expect(await schedule()).toEqual([false, true]);
    await expect.poll(() => test.store.count({ source: ['warsaw'] }), patience).toBe(30);
    expect((await post('/v1/sources/warsaw/pause')).status).toBe(204);
    expect(await schedule()).toEqual([true, true]);
    expect(await test.store.pausedSources()).toEqual(['warsaw']);
  });
});
