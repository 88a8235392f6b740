import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './__fixtures__/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer();
});

afterAll(() => test.close());

describe('health routes', () => {
  it.each([
    ['/healthz', { status: 'ok' }],
    ['/readyz', { status: 'ok', store: 'ok', gapsNearingHorizon: 0 }],
  ])('%s answers without a key', async (path, body) => {
    const answer = await test.ask(path);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(body);
  });

  it('says so when the store is gone, and why to nobody', async () => {
    const other = await startTestServer();
    await other.store.close();
    const answer = await other.ask('/readyz');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ status: 'failed', store: 'failed' });
    expect((await other.ask('/healthz')).status).toBe(200);
    await other.close();
  });
});

describe('everything else', () => {
  it.each([
    ['without a key', undefined],
    ['with another scheme', 'Basic Y2RyOmtleQ=='],
    ['with a key that nobody has', `Bearer cdr_${'0'.repeat(16)}_${'A'.repeat(43)}`],
    ['with what is no key', 'Bearer secret'],
    ['with an empty token', 'Bearer '],
  ])('tells nothing %s, not even what there is', async (_, authorization) => {
    for (const path of ['/v1/calls', '/v1/sources', '/metrics', '/nothing']) {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await test.ask(path, undefined, { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="cdr"');
      expect(await answer.json()).toEqual({
        type: 'urn:cdr:problem:unauthenticated',
        title: 'Unauthorized',
        status: 401,
        detail: expect.stringContaining('Authorization: Bearer cdr_'),
        code: 'unauthenticated',
        requestId: expect.any(String),
      });
    }
  });

  it('that there is not is a problem of its own for those who have a key', async () => {
    const answer = await test.ask('/nothing', await test.key());
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'not-found', title: 'Not Found' });
  });

  it('is told of by a document, to those who have a key', async () => {
    const answer = await test.ask('/openapi.json', await test.key());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      openapi: '3.1.0',
      paths: { '/healthz': { get: { security: [] } }, '/readyz': {} },
    });
  });

  it('is refused at once when the key is revoked', async () => {
    const text = await test.key();
    expect((await test.ask('/nothing', text)).status).toBe(404);
    await test.keys.revoke(text.split('_')[1] ?? '');
    expect((await test.ask('/nothing', text)).status).toBe(401);
  });

  it('is refused in the same form when its address is none', async () => {
    const answer = await test.ask('/v1/%zz');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'request', status: 400 });
  });

  it('names no more than its own words where a body is none', async () => {
    const key = await test.key();
    const init = {
      method: 'POST',
      body: '{"secret":',
      headers: { 'content-type': 'application/json' },
    };
    const answer = await test.ask('/nothing', key, init);
    expect([400, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain('secret');
  });
});
