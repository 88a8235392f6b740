import type { VendorApi } from '@cdr/core';
import { createHttpClient } from '@cdr/provider-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { createVirtualClock } from '../clock/virtual-clock.ts';
import { type Fault, type FaultPlan, faultAt, faultFrom } from './fault.ts';
import { type FaultyServer, serveFaulty } from './serve-faulty.ts';

const vendorApi: VendorApi = async (request) =>
  Response.json({
    path: new URL(request.url).pathname,
    method: request.method,
    body: await request.text(),
    name: 'Åsa',
  });

const servers: FaultyServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(
  plan: FaultPlan = () => null,
  onSilence: () => void = () => {},
): Promise<FaultyServer> {
  const server = await serveFaulty(vendorApi, plan, { onSilence });
  servers.push(server);
  return server;
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.catch((thrown: unknown) => thrown);
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause ? cause.code : error;
}

describe('serveFaulty', () => {
  it('passes requests and answers on', async () => {
    const { url, requests } = await serve();
    expect(await (await fetch(`${url}/calls?a=1`)).json()).toMatchObject({ path: '/calls' });
    const posted = await fetch(`${url}/token`, { method: 'POST', body: 'grant=ł' });
    expect(await posted.json()).toMatchObject({ method: 'POST', body: 'grant=ł' });
    expect(requests()).toBe(2);
  });

  it('gives another answer', async () => {
    const headers = { 'retry-after': '7' };
    const { url } = await serve(faultAt(0, { kind: 'answer', status: 429, headers, body: 'no' }));
    const response = await fetch(url);
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
      429,
      '7',
      'no',
    ]);
  });

  it('changes answers on their way', async () => {
    const edit = (body: string) => body.replace('Åsa', 'Eva');
    const { url } = await serve(faultAt(0, { kind: 'edit', edit }));
    expect(await (await fetch(url)).json()).toMatchObject({ name: 'Eva' });
  });

  it('cuts the connection before it answers', async () => {
    const { url } = await serve(faultAt(0, { kind: 'refuse' }));
    expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(await codeOf(fetch(url)));
  });

  it.each(['reset', 'truncate'] as const)('breaks the body with a %s', async (kind) => {
    const { url } = await serve(faultAt(0, { kind }));
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']).toContain(
      await codeOf(response.text()),
    );
  });

  it('drips a body that is whole in the end', async () => {
    const { url } = await serve(faultAt(0, { kind: 'drip' }));
    expect(await (await fetch(url)).json()).toMatchObject({ name: 'Åsa' });
  });

  it('leaves connections open on which nothing more comes', async () => {
    const { url } = await serve((index) => ({ kind: index === 0 ? 'hang' : 'stall' }));
    const controller = new AbortController();
    const hanging = fetch(url, { signal: controller.signal });
    await expect.poll(() => servers[0]?.requests()).toBe(1);
    const stalling = await fetch(url, { signal: controller.signal });
    const text = stalling.text();
    controller.abort(new Error('enough'));
    await expect(hanging).rejects.toThrow('enough');
    await expect(text).rejects.toThrow('enough');
  });

  const faults: Fault[] = [
    { kind: 'answer', status: 503 },
    { kind: 'refuse' },
    { kind: 'reset' },
    { kind: 'truncate' },
    { kind: 'hang' },
    { kind: 'stall' },
    { kind: 'drip' },
  ];

  it.each(faults)('does not keep the client of providers from its answer: $kind', async (fault) => {
    const clock = createVirtualClock(0);
    const { url } = await serve(faultAt(0, fault), () => clock.expire());
    const context = {
      fetch: (request: Request) => fetch(request),
      clock,
      random: () => 0.5,
      attemptTimeoutMs: 30_000,
      onEvent: () => {},
    };
    const spec = { baseUrl: url, requestsPerSecond: null, secrets: [], maxResponseBytes: 100_000 };
    const answer = createHttpClient(context, spec).request({
      path: '/calls',
      signal: new AbortController().signal,
      read: (text): unknown => JSON.parse(text),
    });
    expect(await answer).toMatchObject({ path: '/calls', name: 'Åsa' });
  });

  it('goes wrong for good from one request on', async () => {
    const { url } = await serve(faultFrom(1, { kind: 'answer', status: 500 }));
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await fetch(url)).status);
    expect(statuses).toEqual([200, 500, 500]);
  });
});
