import { callSchema } from '@cdr/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';
import { problemSchema } from '../http/problem.ts';

let test: TestServer;
let viewer: string;

const party = { number: null, e164: null, name: null, type: 'unknown', ref: null } as const;
const recording = { ref: 'r1', url: 'https://acme.thulium.com/r1?token=secret', downloadUrl: null };
const from = (number: string) => ({ ...party, number });

beforeAll(async () => {
  test = await startTestServer();
  viewer = await test.key();
  await storeCalls(test.store, 'warsaw', [
    { direction: 'inbound', disposition: 'answered', from: from('+48 600 100 200'), recording },
    { direction: 'outbound', disposition: 'no-answer', queue: { id: 'q1', name: 'Sales' } },
    { kind: 'sms', smsText: 'żółw', tags: [{ id: 't1', name: 'VIP', color: null }] },
    { agents: [{ id: 'a1', name: 'Jan', login: 'jan', extension: '101' }], noteCount: 1 },
    { disposition: 'busy' },
  ]);
  await storeCalls(test.store, 'gdansk', [{ disposition: 'answered' }, { disposition: 'busy' }]);
  await test.store.commitNotes({
    source: 'warsaw',
    stream: 'notes',
    provider: 'thulium',
    readAt: Date.parse('2024-03-20T12:00:00Z'),
    calls: [
      {
        callId: 'warsaw:4',
        startedAt: Date.parse('2024-03-01T08:03:00Z'),
        noteCount: 1,
        rejected: [],
        rows: [
          {
            id: 'warsaw:n1',
            raw: null,
            hash: 1,
            note: {
              text: 'Call back',
              createdAt: null,
              author: { id: 'u1', name: 'Jan' },
              pinned: null,
              edited: null,
              deleted: null,
              files: [],
            },
          },
        ],
      },
    ],
  });
});

afterAll(() => test.close());

const pageSchema = z.strictObject({ calls: z.array(callSchema), next: z.string().nullable() });

type Page = z.infer<typeof pageSchema>;

async function list(query: string, key = viewer): Promise<Page> {
  const answer = await test.ask(`/v1/calls${query}`, key);
  expect(answer.status, query).toBe(200);
  return pageSchema.parse(await answer.json());
}

async function ids(query: string, key = viewer): Promise<string[]> {
  return (await list(query, key)).calls.map(({ id }) => id);
}

describe('a list of calls', () => {
  it('holds every call, in order, as it is stored', async () => {
    const { calls, next } = await list('');
    expect(next).toBeNull();
    expect(calls.map(({ id }) => id)).toEqual([
      ...['gdansk:1', 'warsaw:1', 'gdansk:2', 'warsaw:2', 'warsaw:3', 'warsaw:4', 'warsaw:5'],
    ]);
    for (const call of calls) expect(callSchema.parse(call)).toEqual(call);
    expect(await ids('?order=desc&limit=3')).toEqual(['warsaw:5', 'warsaw:4', 'warsaw:3']);
  });

  it.each([
    ['?source=gdansk', ['gdansk:1', 'gdansk:2']],
    ['?source=gdansk,warsaw&disposition=busy', ['gdansk:2', 'warsaw:5']],
    ['?source=gdansk&source=warsaw&disposition=busy', ['gdansk:2', 'warsaw:5']],
    ['?direction=inbound,outbound', ['warsaw:1', 'warsaw:2']],
    ['?kind=sms', ['warsaw:3']],
    ['?number=%2B48600100200', ['warsaw:1']],
    ['?queue=sales', ['warsaw:2']],
    ['?queue=nobody&queue=q1', ['warsaw:2']],
    ['?agent=101', ['warsaw:4']],
    ['?tag=vip', ['warsaw:3']],
    ['?from=2024-03-01T08:03:00Z', ['warsaw:4', 'warsaw:5']],
    ['?from=2024-03-01T09:03:00%2B01:00&to=2024-03-01T08:04:00Z', ['warsaw:4']],
    ['?from=2024-03-01%2009:04', ['warsaw:5']],
    ['?from=2024-03-01%2009:04&timeZone=UTC', []],
    ['?from=2024-03-02', []],
  ])('%s finds what it means', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it.each([
    ['?limit=0', /limit/],
    ['?limit=1001', /limit/],
    ['?limit=ten', /limit/],
    ['?sourse=warsaw', /unknown key "sourse", did you mean "source"/],
    ['?source=warsw', /There is no source "warsw".*"warsaw"/],
    ['?direction=sideways', /direction/],
    ['?from=yesterday', /from "yesterday" is no time/],
    ['?from=2024-03-02&to=2024-03-01', /from must lie before to/],
    ['?from=2024-03-02&timeZone=Mars/Olympus', /time zone/],
    ['?order=random', /order/],
    ['?limit=1&limit=2', /limit/],
  ])('%s is refused with the reason', async (query, reason) => {
    const answer = await test.ask(`/v1/calls${query}`, viewer);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      status: 400,
      detail: expect.stringMatching(reason),
    });
  });

  it('is one line a call where lines are wanted', async () => {
    const headers = { accept: 'application/x-ndjson' };
    const answer = await test.ask('/v1/calls?source=gdansk', viewer, { headers });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(['gdansk:1', 'gdansk:2']);
    const none = await test.ask('/v1/calls', viewer, { headers: { accept: 'image/png' } });
    expect(none.status).toBe(406);
  });
});

describe('pages', () => {
  it.each([1, 2, 3, 6, 7])('of %i hold every call once, in either order', async (limit) => {
    for (const order of ['asc', 'desc']) {
      const found: string[] = [];
      let page = await list(`?order=${order}&limit=${limit}`);
      for (;;) {
        found.push(...page.calls.map(({ id }) => id));
        if (page.next === null) break;
        expect(page.calls).toHaveLength(limit);
        page = await list(`?order=${order}&limit=${limit}&cursor=${page.next}`);
      }
      const all = await ids(`?order=${order}`);
      expect(found).toEqual(all);
      expect(all).toHaveLength(7);
    }
  });

  it('are linked', async () => {
    const answer = await test.ask('/v1/calls?limit=2&disposition=busy,answered', viewer);
    const [, path = ''] = /^<(.*)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? [];
    const next = await test.ask(path, viewer);
    const { calls } = pageSchema.parse(await next.json());
    expect(calls.map(({ id }) => id)).toEqual(['gdansk:2', 'warsaw:5']);
    expect(next.headers.get('link')).toBeNull();
  });

  it('are refused with a cursor that is forged, of another question, or of another key', async () => {
    const { next } = await list('?limit=2');
    for (const [query, key] of [
      [`?limit=2&cursor=${next}x`, viewer],
      [`?limit=2&cursor=x${next}`, viewer],
      ['?limit=2&cursor=', viewer],
      [`?limit=2&order=desc&cursor=${next}`, viewer],
      [`?limit=2&source=warsaw&cursor=${next}`, viewer],
      [`?limit=2&cursor=${next}`, await test.key()],
    ] as const) {
      const answer = await test.ask(`/v1/calls${query}`, key);
      expect(answer.status, query).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'request' });
    }
    expect((await list(`?limit=3&cursor=${next}`)).calls).toHaveLength(3);
  });
});

describe('a key that is limited to a source', () => {
  it('knows of no calls of others, by list, by id, or by words', async () => {
    const key = await test.key('owner', ['gdansk']);
    expect(await ids('', key)).toEqual(['gdansk:1', 'gdansk:2']);
    for (const [path, status] of [
      ['/v1/calls?source=warsaw', 400],
      ['/v1/calls?source=warsaw,gdansk', 400],
      ['/v1/calls/warsaw:1', 404],
      ['/v1/calls/warsaw:4/notes', 404],
      ['/v1/calls/warsaw:1/recording', 404],
    ] as const) {
      const answer = await test.ask(path, key);
      expect(answer.status, path).toBe(status);
      const unknown = await test.ask(path.replaceAll('warsaw', 'nowhere'), key);
      const { requestId: _, ...told } = problemSchema.parse(await answer.json());
      const { requestId: __, ...other } = problemSchema.parse(await unknown.json());
      expect(JSON.stringify(told).replaceAll('warsaw', 'nowhere')).toBe(JSON.stringify(other));
    }
  });

  it('of no source at all knows of none', async () => {
    expect(await ids('', await test.key('viewer', []))).toEqual([]);
  });
});

describe('one call', () => {
  it('is told by its id alone', async () => {
    const call = callSchema.parse(await (await test.ask('/v1/calls/warsaw:3', viewer)).json());
    expect(call).toMatchObject({ id: 'warsaw:3', smsText: 'żółw' });
    expect(callSchema.parse(call)).toEqual(call);
    for (const id of ['3', 'warsaw:99', 'nowhere:1', ':', 'warsaw:']) {
      expect((await test.ask(`/v1/calls/${id}`, viewer)).status, id).toBe(404);
    }
  });

  it('is told with its notes', async () => {
    const answer = await test.ask('/v1/calls/warsaw:4/notes', viewer);
    expect(await answer.json()).toMatchObject({ notes: [{ id: 'warsaw:n1', text: 'Call back' }] });
    const none = await test.ask('/v1/calls/warsaw:3/notes', viewer);
    expect(await none.json()).toEqual({ notes: [] });
  });

  it('keeps what carries the right to listen for those who may manage', async () => {
    const plain = callSchema.parse(await (await test.ask('/v1/calls/warsaw:1', viewer)).json());
    expect(plain.recording).toEqual({ ref: 'r1', url: null, downloadUrl: null });
    expect(plain.raw).toBeUndefined();
    for (const path of ['/v1/calls/warsaw:1?raw=true', '/v1/calls?raw=true']) {
      const answer = await test.ask(path, viewer);
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain('secret');
    }
    const operator = await test.key('operator');
    const whole = callSchema.parse(
      await (await test.ask('/v1/calls/warsaw:1?raw=true', operator)).json(),
    );
    expect(whole).toMatchObject({ recording, raw: { secret: 'of the vendor' } });
    expect((await list('?raw=true&limit=2', operator)).calls[1]).toEqual(whole);
  });
});

describe('an answer that the client has', () => {
  it.each(['/v1/calls?limit=2', '/v1/calls/warsaw:1', '/v1/calls/warsaw:4/notes'])(
    '%s is not sent again, until something was written',
    async (path) => {
      const first = await test.ask(path, viewer);
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^W\/".+"$/);
      const headers = { 'if-none-match': `"other", ${tag}` };
      const again = await test.ask(path, viewer, { headers });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
      expect(again.headers.get('etag')).toBe(tag);
      // It says so though nothing has changed: it knows that there was a writing, not what it wrote.
      await test.store.deleteRawBefore(0, 'warsaw');
      const later = await test.ask(path, viewer, { headers });
      expect(later.status).toBe(200);
      expect(later.headers.get('etag')).not.toBe(tag);
      expect(await later.text()).toBe(await first.text());
    },
  );

  it('is not made again when something was written of another source', async () => {
    const path = '/v1/calls/warsaw:1';
    const headers = { 'if-none-match': (await test.ask(path, viewer)).headers.get('etag') ?? '' };
    await storeCalls(test.store, 'gdansk', [{ disposition: 'answered' }, { disposition: 'busy' }]);
    expect((await test.ask(path, viewer, { headers })).status).toBe(304);
  });

  it('has a tag only where there is one', async () => {
    const headers = { 'if-none-match': '*' };
    const none = await test.ask('/v1/calls/warsaw:99', viewer, { headers });
    expect([none.status, none.headers.get('etag')]).toEqual([404, null]);
  });

  it('is whatever there is, to those who say so', async () => {
    const headers = { 'if-none-match': '*' };
    for (const path of ['/v1/calls/warsaw:1', '/v1/calls', '/v1/export', '/v1/stats']) {
      const answer = await test.ask(path, viewer, { headers });
      expect([answer.status, await answer.text()]).toEqual([304, '']);
      expect(answer.headers.get('etag')).toMatch(/^W\/".+"$/);
    }
  });

  it('is another one for another key, question or format', async () => {
    const ask = async (path: string, key: string, accept = 'application/json') =>
      (await test.ask(path, key, { headers: { accept } })).headers.get('etag');
    const tags = await Promise.all([
      ask('/v1/calls', viewer),
      ask('/v1/calls?order=desc', viewer),
      ask('/v1/calls', viewer, 'application/x-ndjson'),
      ask('/v1/calls', await test.key('viewer', ['gdansk'])),
      ask('/v1/calls', await test.key('operator')),
    ]);
    expect(new Set(tags).size).toBe(tags.length);
  });
});
