import { expect, it } from 'vitest';
import { createHttpClient } from './http-client.ts';

it('gives what read makes of the answer', async () => {
  const client = createHttpClient(
    {
      fetch: async (request) => Response.json({ url: request.url }),
      clock: { now: () => 0, elapsedMs: () => 0, sleep: async () => undefined },
      random: () => 0,
      attemptTimeoutMs: 1000,
      onEvent: () => undefined,
    },
    { baseUrl: 'https://x.example/a/', requestsPerSecond: null, secrets: [], maxResponseBytes: 99 },
  );
  const url = await client.request({
    path: '/b',
    query: { q: 'a b' },
    signal: new AbortController().signal,
    read: JSON.parse,
  });
  expect(url).toEqual({ url: 'https://x.example/a/b?q=a%20b' });
});
