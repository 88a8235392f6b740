import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeCalls } from './__fixtures__/sample-calls.ts';
import { startTestServer, type TestServer } from './__fixtures__/test-server.ts';
import { createLogger } from './logs/create-logger.ts';
import { sampleSources } from './vendors/__fixtures__/sample-sources.ts';

interface Route {
  method: string;
  url: string;
}

/** In everything that is stored of the source that nobody here may see. */
const marker = 'Kowalska';
const routes: Route[] = [];
const log: string[] = [];
let test: TestServer;
let syncId: string;

beforeAll(async () => {
  test = await startTestServer(
    { sources: sampleSources },
    {
      // Whoever waits for a vendor that isn't there waits for a moment.
      sleep: (delayMs, signal) =>
        setTimeout(Math.min(delayMs, 10), undefined, { ...(signal && { signal }) }),
      logger: createLogger({ level: 'debug', destination: { write: (line) => log.push(line) } }),
      onRoute: ({ method, url }) =>
        routes.push(...[method].flat().map((own) => ({ method: own, url }))),
    },
  );
  const party = { number: '600100200', e164: '+48600100200', name: marker } as const;
  const agent = { id: marker, name: marker, login: marker, extension: null };
  await storeCalls(test.store, 'warsaw', [
    {
      from: { ...party, type: 'person', ref: marker },
      agents: [agent],
      queue: { id: marker, name: marker },
      smsText: marker,
      recording: { ref: marker, url: `https://vendor.invalid/${marker}`, downloadUrl: null },
    },
  ]);
  await storeCalls(test.store, 'gdansk', [{ direction: 'inbound' }]);
  const owner = await test.key('owner');
  const begun = await test.ask('/v1/sources/warsaw/sync', owner, { method: 'POST' });
  syncId = String(Object(await begun.json()).id);
});

afterAll(() => test.close());

/** What stands for the values in paths, by what is before them. */
function addressOf(url: string): string {
  const values: Record<string, string> = {
    people: '%2B48221234567',
    store: 'count',
    calls: 'warsaw:1',
    sources: 'warsaw',
    syncs: syncId,
    vendors: 'warsaw',
    js: 'scalar.js',
  };
  const parts = url.split('/').map((part, index, all) => {
    if (part === '*') return 'api/connections';
    if (!part.startsWith(':')) return part;
    const value = values[all[index - 1] ?? ''];
    if (value === undefined) throw new Error(`Say here what stands for the values of ${url}`);
    return value;
  });
  return parts.join('/');
}

const isOpen = ({ url }: Route) => url === '/healthz' || url === '/readyz';

/** Everything that comes back for a route, its headers as well. */
async function answerTo({ method, url }: Route, key: string | undefined, accept = '*/*') {
  const controller = new AbortController();
  const init = { method, headers: { accept }, signal: controller.signal };
  const answer = await test.ask(addressOf(url), key, init);
  const isEndless = answer.headers.get('content-type')?.startsWith('text/event-stream');
  const reader = answer.body?.getReader();
  const pieces: Uint8Array[] = [];
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    pieces.push(piece.value);
    if (isEndless) break;
  }
  controller.abort();
  const headers = JSON.stringify([...answer.headers]);
  return { status: answer.status, text: headers + Buffer.concat(pieces).toString() };
}

const idOf = (key: string) => key.split('_')[1] ?? '';
const wrongSecret = 'A'.repeat(43);

const badKeys: [string, () => Promise<string | undefined>][] = [
  ['no key', async () => undefined],
  ['what is no key', async () => 'secret'],
  ['a key that nobody has', async () => `cdr_${'0'.repeat(16)}_${wrongSecret}`],
  ['the wrong secret', async () => `cdr_${idOf(await test.key('owner'))}_${wrongSecret}`],
  [
    'a key that was revoked',
    async () => {
      const key = await test.key('owner');
      await test.keys.revoke(idOf(key));
      return key;
    },
  ],
  [
    'a key that is over',
    async () => {
      const over = { name: 'over', role: 'owner', sources: null, expiresAt: 0 } as const;
      return (await test.keys.create(over)).text;
    },
  ],
];

describe.each(badKeys)('with %s', (_, make) => {
  it('nothing is told anywhere', async () => {
    const key = await make();
    expect(routes.length).toBeGreaterThan(20);
    for (const route of routes.filter((own) => !isOpen(own))) {
      const { status, text } = await answerTo(route, key);
      // Vendors refuse methods that they don't know before they look at keys.
      const refusals = route.url.startsWith('/vendors/') ? [401, 405] : [401];
      expect({ ...route, isRefused: refusals.includes(status) }).toEqual({
        ...route,
        isRefused: true,
      });
      expect(text).not.toContain(marker);
      expect(text).not.toContain('warsaw');
    }
  });
});

describe('with a key of another source', () => {
  const formats = ['*/*', 'application/x-ndjson', 'text/event-stream', 'text/csv'];

  it.each(formats)('no route tells of this one, asked for %s', async (accept) => {
    const key = await test.key('owner', ['gdansk']);
    for (const route of routes) {
      const { text } = await answerTo(route, key, accept);
      expect({ ...route, tells: text.includes(marker) || text.includes('warsaw') }).toEqual({
        ...route,
        tells: false,
      });
    }
  });

  it('this one looks as if it were not there', async () => {
    const key = await test.key('owner', ['gdansk']);
    for (const path of ['/v1/calls?source=', '/v1/coverage?source=', '/v1/calls/', '/v1/syncs/']) {
      const told = async (name: string) => {
        const answer = await test.ask(path + name, key);
        const { requestId: _, ...problem } = Object(await answer.json());
        return JSON.stringify({ status: answer.status, problem }).replaceAll(name, '…');
      };
      expect(await told('warsaw')).toBe(await told('nowhere'));
    }
  });

  it('it is told of to those who may see it', async () => {
    const key = await test.key('owner');
    const told: string[] = [];
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const { text } = await answerTo(route, key);
      if (text.includes(marker) || text.includes('warsaw')) told.push(route.url);
    }
    const urls = ['/v1/calls', '/v1/calls/:id', '/v1/sources', '/v1/coverage', '/v1/syncs/:id'];
    expect(told).toEqual(expect.arrayContaining([...urls, '/metrics']));
  });
});

it('no key comes into the log, however it is sent', async () => {
  const key = await test.key('owner');
  const secret = key.split('_').slice(2).join('_');
  const encoded = encodeURIComponent(key).replaceAll('_', '%5F');
  await test.ask('/v1/calls', key);
  await test.ask('/v1/sources', undefined, { headers: { authorization: `Basic ${btoa(key)}` } });
  for (const text of [key, encoded]) {
    await test.ask(`/vendors/copenhagen/auth/login?username=me&password=${text}`);
    await test.ask(`/v1/calls?token=${text}&key=${text}`);
    await test.ask(`/v1/calls/${text}`);
  }
  await test.ask('/vendors/copenhagen/auth/login', undefined, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'me', password: key }),
  });
  const lines = log.join('');
  expect(lines).toContain('/vendors/copenhagen/auth/login');
  expect(lines).not.toContain(secret);
});
