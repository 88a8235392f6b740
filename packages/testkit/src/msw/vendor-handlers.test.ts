import type { VendorApi } from '@cdr/core';
import { createHttpClient } from '@cdr/provider-kit';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createVirtualClock } from '../clock/virtual-clock.ts';
import { faultAt } from '../faults/fault.ts';
import { withFaults } from '../faults/with-faults.ts';
import { vendorHandlers } from './vendor-handlers.ts';

const vendorApi: VendorApi = async (request) =>
  Response.json({
    asked: new URL(request.url).pathname,
    method: request.method,
    body: await request.text(),
    authorization: request.headers.get('authorization'),
  });

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('vendorHandlers', () => {
  it('answers fetch as the vendor API does', async () => {
    server.use(...vendorHandlers('https://vendor.test/base/', vendorApi));
    const response = await fetch('https://vendor.test/base/calls?page=2', {
      method: 'POST',
      body: 'name=value',
      headers: { authorization: 'Bearer word' },
    });
    expect(await response.json()).toEqual({
      asked: '/base/calls',
      method: 'POST',
      body: 'name=value',
      authorization: 'Bearer word',
    });
  });

  it('answers at the base address itself', async () => {
    server.use(...vendorHandlers('https://vendor.test', vendorApi));
    expect(await (await fetch('https://vendor.test?a=1')).json()).toMatchObject({ asked: '/' });
  });

  it('leaves other addresses to other handlers', async () => {
    server.use(
      ...vendorHandlers('https://vendor.test/base', vendorApi),
      http.get('https://vendor.test/basement', () => HttpResponse.text('elsewhere')),
    );
    expect(await (await fetch('https://vendor.test/basement')).text()).toBe('elsewhere');
  });

  it('serves the HTTP client of providers, faults included', async () => {
    const faulty = withFaults(vendorApi, faultAt(0, { kind: 'answer', status: 503 }));
    server.use(...vendorHandlers('https://vendor.test', faulty));
    const clock = createVirtualClock(0);
    const events: string[] = [];
    const client = createHttpClient(
      {
        fetch: (request) => fetch(request),
        clock,
        random: () => 0.5,
        attemptTimeoutMs: 5_000,
        onEvent: ({ type }) => events.push(type),
      },
      {
        baseUrl: 'https://vendor.test',
        requestsPerSecond: null,
        secrets: [],
        maxResponseBytes: 1_000_000,
      },
    );
    const answer = await client.request({
      path: '/calls',
      signal: new AbortController().signal,
      read: (text): unknown => JSON.parse(text),
    });
    expect(answer).toMatchObject({ asked: '/calls' });
    expect(events).toEqual(['request', 'retry', 'request']);
    expect(clock.waits).toHaveLength(1);
  });
});
