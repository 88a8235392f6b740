import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalServer, startLocalServer } from './__fixtures__/local-server.ts';
import { type CdrClient, createClient, ProblemError, type Sync } from './index.ts';

let server: LocalServer;
let client: CdrClient;

beforeAll(async () => {
  server = await startLocalServer(250);
  client = createClient(server);
  await syncWhole();
}, 60_000);

afterAll(() => server.close());

/** The states of a sync: of the one that runs already, else of one that is begun. */
async function syncWhole(): Promise<Sync[]> {
  const [source] = await client.sources();
  const id = source?.schedule?.running ?? (await client.startSync('warsaw')).id;
  const states: Sync[] = [];
  for await (const state of client.followSync(id)) states.push(state);
  return states;
}

describe('a client', () => {
  it('follows a sync to its end', async () => {
    const states = await syncWhole();
    expect(states.at(-1)).toMatchObject({ source: 'warsaw', status: 'complete' });
    expect(states.filter(({ endedAt }) => endedAt !== null)).toHaveLength(1);
  });

  it('goes through calls, page by page, as far as somebody wants', async () => {
    const ids: string[] = [];
    for await (const call of client.calls({ limit: 100 })) ids.push(call.id);
    expect(new Set(ids).size).toBe(250);
    expect(ids).toHaveLength(250);
    const missed: string[] = [];
    const query = {
      disposition: ['no-answer'],
      source: ['warsaw'],
      limit: 7,
      order: 'desc',
    } as const;
    for await (const { disposition, id } of client.calls({
      ...query,
      disposition: ['no-answer'],
      source: ['warsaw'],
    })) {
      expect(disposition).toBe('no-answer');
      missed.push(id);
      if (missed.length === 10) break;
    }
    expect(missed[0]).toBe('warsaw:249');
    expect(await client.call('warsaw:1')).toMatchObject({ id: 'warsaw:1', direction: 'inbound' });
    expect(await client.notes('warsaw:1')).toEqual([]);
  });

  it('tells figures, sources and coverage', async () => {
    const { rows } = await client.stats({ metrics: ['calls', 'answered'], timeZone: 'UTC' });
    expect(rows).toEqual([{ origin: 'computed', calls: 250, answered: 187 }]);
    expect(await client.sources()).toMatchObject([{ source: 'warsaw', provider: 'thulium' }]);
    const [calls] = await client.coverage({ source: ['warsaw'] });
    expect(calls).toMatchObject({ source: 'warsaw', kind: 'calls', gaps: [] });
  });

  it('gets files as they come', async () => {
    const { name, type, body } = await client.exportCalls({ format: 'csv', limit: 3 });
    expect([name, type]).toEqual(['calls.csv', 'text/csv; charset=utf-8']);
    expect((await new Response(body).text()).trimEnd().split('\n')).toHaveLength(4);
    const whole = await client.exportCalls();
    expect(whole.name).toBe('calls.ndjson');
    await whole.body.cancel();
  });

  it('reaches the other routes with their types', async () => {
    const { data } = await client.api.GET('/healthz');
    expect(data).toBeDefined();
    const path = { id: 'warsaw' };
    const { response } = await client.api.POST('/v1/sources/{id}/pause', { params: { path } });
    expect(response.status).toBe(204);
    expect(await client.sources()).toMatchObject([{ schedule: { isPaused: true } }]);
  });
});

describe('what goes wrong', () => {
  it('is thrown as the server tells it', async () => {
    const failure = await client.call('warsaw:none').catch((error: unknown) => error);
    expect(ProblemError.isInstance(failure)).toBe(true);
    expect(failure).toMatchObject({
      status: 404,
      code: 'not-found',
      message: /There is no such call/,
    });
    const stranger = createClient({ ...server, key: 'cdr_none' });
    for (const asked of [
      () => stranger.sources(),
      () => stranger.exportCalls(),
      () => stranger.calls().next(),
      () => stranger.followSync('x').next(),
      () => stranger.api.GET('/v1/coverage'),
    ]) {
      await expect(asked()).rejects.toMatchObject({ status: 401, code: 'unauthenticated' });
    }
    await expect(client.stats({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
      ...{ status: 400, code: 'config', requestId: expect.stringMatching(/./) },
    });
  });

  it('is no problem of ours where something between says no', async () => {
    const proxy = createServer((_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>no</h1>');
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : null;
    const behind = createClient({ url: `http://127.0.0.1:${port}`, key: 'k' });
    await expect(behind.sources()).rejects.toMatchObject({
      ...{ status: 502, code: null, requestId: null, message: 'The answer is 502 Bad Gateway' },
    });
    proxy.close();
  });

  it('breaks off what the signal ends', async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const calls = client.calls({ limit: 10 }, options);
    await calls.next();
    controller.abort();
    await expect(
      (async () => {
        for await (const _ of calls);
      })(),
    ).rejects.toThrow();
    await expect(client.sources(options)).rejects.toThrow();
  });

  it('is a sync whose connection ends before it does', async () => {
    const events = 'event: sync\ndata: {"id":"1","endedAt":null}\n\n';
    const cut = createClient({
      ...server,
      fetch: async () => new Response(events, { headers: { 'content-type': 'text/event-stream' } }),
    });
    const states = cut.followSync('1');
    expect((await states.next()).value).toMatchObject({ id: '1' });
    await expect(states.next()).rejects.toThrow('ended before the sync did');
  });
});
