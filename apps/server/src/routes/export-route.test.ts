import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type Call, type CallSnapshot, callSchema, StoreError } from '@cdr/core';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';

let test: TestServer;
let viewer: string;
/** In place of what the store does, where a test says so. */
let broken: {
  calls?: CallSnapshot;
  beforeSnapshot?: () => Promise<void>;
} = {};

const recording = { ref: 'r1', url: 'https://acme.thulium.com/r1?token=secret', downloadUrl: null };
const party = {
  number: '=HYPERLINK("x")',
  e164: null,
  name: null,
  type: 'unknown',
  ref: null,
} as const;

beforeAll(async () => {
  test = await startTestServer(undefined, {
    changeStore: (store) => ({
      ...store,
      async snapshot(work) {
        await broken.beforeSnapshot?.();
        return broken.calls === undefined ? store.snapshot(work) : work(broken.calls);
      },
    }),
  });
  viewer = await test.key();
  await storeCalls(test.store, 'warsaw', [
    { disposition: 'answered', recording },
    { disposition: 'busy', from: party },
    { disposition: 'answered' },
  ]);
  await storeCalls(test.store, 'gdansk', [{ disposition: 'busy' }]);
});

beforeEach(() => {
  broken = {};
});

afterAll(() => test.close());

async function ids(answer: Response): Promise<unknown[]> {
  const lines = (await answer.text()).trimEnd().split('\n');
  return lines.filter((line) => line !== '').map((line) => callSchema.parse(JSON.parse(line)).id);
}

describe('a file of calls', () => {
  it('holds every call, one a line unless something else is wanted', async () => {
    const answer = await test.ask('/v1/export', viewer);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="calls.ndjson"');
    expect(await ids(answer)).toEqual(['gdansk:1', 'warsaw:1', 'warsaw:2', 'warsaw:3']);
  });

  it.each([
    ['?source=gdansk', ['gdansk:1']],
    ['?disposition=busy&format=ndjson', ['gdansk:1', 'warsaw:2']],
    ['?from=2024-03-01%2009:01', ['warsaw:2', 'warsaw:3']],
    ['?limit=2', ['gdansk:1', 'warsaw:1']],
    ['?limit=0', []],
    ['?from=2030-01-01', []],
  ])('%s holds what it means', async (query, expected) => {
    expect(await ids(await test.ask(`/v1/export${query}`, viewer))).toEqual(expected);
  });

  it('comes in every format, by Accept or by the query', async () => {
    const json = await test.ask('/v1/export?source=warsaw&format=json', viewer);
    expect(json.headers.get('content-disposition')).toBe('attachment; filename="calls.json"');
    expect(await json.json()).toHaveLength(3);
    const headers = { accept: 'text/csv' };
    const query = '?source=warsaw&separator=semicolon&timeZone=Asia/Tokyo';
    const csv = await test.ask(`/v1/export${query}`, viewer, { headers });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="calls.csv"');
    const lines = Buffer.from(await csv.arrayBuffer())
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^\uFEFFid;source;/);
    expect(lines[1]).toContain('2024-03-01 17:00:00');
    expect(lines[2]).toContain(`"'=HYPERLINK(""x"")"`);
    const xlsx = await test.ask('/v1/export?format=xlsx', viewer, { headers });
    expect(xlsx.headers.get('content-disposition')).toBe('attachment; filename="calls.xlsx"');
    const { sheets } = await readXlsx(new Uint8Array(await xlsx.arrayBuffer()));
    expect(sheets[0]?.rows.slice(1).map(([id]) => id)).toEqual([
      ...['gdansk:1', 'warsaw:1', 'warsaw:2', 'warsaw:3'],
    ]);
    const parquet = await test.ask('/v1/export?format=parquet', viewer);
    expect(parquet.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    const bytes = Buffer.from(await parquet.arrayBuffer());
    expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual([
      ...['PAR1', 'PAR1'],
    ]);
  });

  it('is sent in fewer bytes where that helps', async () => {
    for (const [format, encoding] of [
      ['csv', 'gzip'],
      ['ndjson', 'gzip'],
      ['json', 'gzip'],
      ['xlsx', null],
      ['parquet', null],
    ] as const) {
      const headers = { 'accept-encoding': 'gzip' };
      const answer = await test.ask(`/v1/export?format=${format}`, viewer, { headers });
      expect(answer.headers.get('content-encoding'), format).toBe(encoding);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
  });

  it('is not sent again to who has it, until something was written', async () => {
    const first = await test.ask('/v1/export?source=gdansk', viewer);
    await first.text();
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    const again = await test.ask('/v1/export?source=gdansk', viewer, { headers });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await storeCalls(test.store, 'gdansk', [{ disposition: 'busy' }, {}]);
    const later = await test.ask('/v1/export?source=gdansk', viewer, { headers });
    expect(await ids(later)).toEqual(['gdansk:1', 'gdansk:2']);
  });
});

it.each([
  ['?format=pdf', 400, /format/],
  ['?limit=-1', 400, /limit/],
  ['?separator=dot', 400, /separator/],
  ['?source=warsw', 400, /There is no source "warsw"/],
  ['?from=soon', 400, /no time/],
  ['?raw=true', 403, /operator/],
])('%s is refused with the reason', async (query, status, reason) => {
  const answer = await test.ask(`/v1/export${query}`, viewer);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-disposition')).toBeNull();
  expect(await answer.json()).toMatchObject({ status, detail: expect.stringMatching(reason) });
});

it('keys get no calls of sources that they may not see, and no right to listen', async () => {
  const limited = await test.key('operator', ['gdansk']);
  for (const format of ['ndjson', 'json', 'csv']) {
    const text = await (await test.ask(`/v1/export?format=${format}`, limited)).text();
    expect(text, format).toContain('gdansk:1');
    expect(text, format).not.toContain('warsaw:');
    const all = await (await test.ask(`/v1/export?format=${format}`, viewer)).text();
    expect(all, format).not.toContain('secret');
    const operator = await test.key('operator');
    const raw = await test.ask(`/v1/export?format=${format}&raw=true`, operator);
    expect(await raw.text(), format).toContain('token=secret');
  }
  expect((await test.ask('/v1/export?source=warsaw', limited)).status).toBe(400);
  expect(await ids(await test.ask('/v1/export', await test.key('viewer', [])))).toEqual([]);
});

/** Calls without end, in place of those of the store, until nobody asks for more. */
function endless() {
  const ended = Promise.withResolvers<void>();
  let batches = 0;
  async function* chunks<Chunk>(chunk: Chunk): AsyncGenerator<Chunk> {
    try {
      for (;;) {
        batches += 1;
        yield chunk;
      }
    } finally {
      ended.resolve();
    }
  }
  const bytes = Buffer.alloc(100_000, 'x');
  const batch = Array.from({ length: 100 }, () => sample).flat();
  const calls: CallSnapshot = {
    months: async () => [],
    count: async () => Number.POSITIVE_INFINITY,
    read: () => chunks(batch),
    csv: () => chunks(bytes),
    parquet: () => chunks(bytes),
  };
  broken = { calls };
  return { calls, batches: () => batches, hasEnded: ended.promise };
}

/** One call, for those that are made up. */
let sample: Call[] = [];
beforeAll(async () => {
  for await (const batch of test.store.read({ limit: 1 })) sample = batch;
});

/** An answer that nobody reads on from, past its head. */
async function ask(path: string, encoding: string): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${viewer}`, 'accept-encoding': encoding };
  const request = get(`${test.url}${path}`, { headers, agent: false });
  const [response] = await once(request, 'response');
  return response;
}

const ways = ['csv', 'ndjson', 'json', 'xlsx', 'parquet'].flatMap((format) =>
  ['identity', 'gzip'].map((encoding) => [format, encoding] as const),
);

describe.each(ways)('a file as %s, sent as %s', (format, encoding) => {
  const path = `/v1/export?format=${format}`;

  it('is read no faster than it is taken, and no more once the client has gone', async () => {
    const seen = endless();
    const response = await ask(path, encoding);
    await once(response, 'data');
    response.pause();
    await settled(seen.batches);
    // Ten megabytes would be a hundred batches of bytes; of calls that are packed, some thousands.
    const most = 20_000;
    expect(seen.batches()).toBeLessThan(most);
    response.destroy();
    await seen.hasEnded;
    expect(seen.batches()).toBeLessThan(most);
  });

  it('is a problem where it fails before it begins', async () => {
    const failure = new StoreError({ what: 'The disk is gone' });
    const fails = () => Promise.reject(failure);
    broken = { beforeSnapshot: fails };
    const headers = { 'accept-encoding': encoding };
    const answer = await test.ask(path, viewer, { headers });
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('content-disposition')).toBeNull();
    expect(answer.headers.get('etag')).toBeNull();
    expect(await answer.json()).toMatchObject({ code: 'store' });
  });

  it('never looks whole where it fails later', async () => {
    const seen = endless();
    let most = 3;
    /** The same, up to some batch. */
    async function* failing<Chunk>(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
      for await (const chunk of chunks) {
        most -= 1;
        if (most < 0) throw new StoreError({ what: 'The disk is gone' });
        yield chunk;
      }
    }
    broken = {
      calls: {
        ...seen.calls,
        read: () => failing(seen.calls.read()),
        csv: () => failing(seen.calls.csv()),
        parquet: () => failing(seen.calls.parquet()),
      },
    };
    const answer = await test.ask(path, viewer, { headers: { 'accept-encoding': encoding } });
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    await seen.hasEnded;
  });
});

it('a file that takes long to begin is given up when the client goes before', async () => {
  const seen = endless();
  const asked = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  broken.beforeSnapshot = () => {
    asked.resolve();
    return begun.promise;
  };
  const headers = { authorization: `Bearer ${viewer}` };
  const request = get(`${test.url}/v1/export?format=csv`, { headers, agent: false });
  request.on('error', () => undefined);
  await asked.promise;
  request.destroy();
  await new Promise((resolve) => request.once('close', resolve));
  begun.resolve();
  await seen.hasEnded;
});

it('asks for a file whole or not at all: without its bytes there is none', async () => {
  const answer = await test.ask('/v1/export', viewer, { method: 'HEAD' });
  expect(answer.status).toBe(404);
});

/** Waits until a number stays as it is. */
async function settled(of: () => number): Promise<void> {
  let last = -1;
  let same = 0;
  while (same < 50) {
    await new Promise((resolve) => setImmediate(resolve));
    same = of() === last ? same + 1 : 0;
    last = of();
  }
}

it('a file that is slow to begin is waited for, and its client afterwards', async () => {
  const timeouts: (number | undefined)[] = [];
  const sockets: Socket[] = [];
  test.server.server.once('connection', (socket) => sockets.push(socket));
  broken = { beforeSnapshot: async () => void timeouts.push(sockets[0]?.timeout) };
  const request = get(`${test.url}/v1/export`, {
    agent: new Agent(),
    headers: { authorization: `Bearer ${viewer}` },
  });
  const [answer]: IncomingMessage[] = await once(request, 'response');
  timeouts.push(sockets[0]?.timeout);
  answer?.resume();
  expect(timeouts).toEqual([0, 300_000]);
});
