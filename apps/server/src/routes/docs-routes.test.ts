import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer();
});

afterAll(() => test.close());

const basic = (key: string) => ({ authorization: `Basic ${btoa(`me:${key}`)}` });

describe('the pages of the API', () => {
  it('ask browsers for the key as for a password', async () => {
    for (const path of ['/docs', '/docs/', '/docs/js/scalar.js', '/openapi.json']) {
      const refused = await test.ask(path);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe('Basic realm="cdr"');
      const headers = basic(await test.key());
      expect((await test.ask(path, undefined, { headers })).status).toBe(200);
      const wrong = basic(`cdr_${'0'.repeat(16)}_${'A'.repeat(43)}`);
      expect((await test.ask(path, undefined, { headers: wrong })).status).toBe(401);
    }
  });

  it('are alone in that: what a browser sends by itself opens nothing else', async () => {
    const headers = basic(await test.key('owner'));
    for (const path of ['/v1/calls', '/docsx', '/v1/openapi.json']) {
      expect((await test.ask(path, undefined, { headers })).status).toBe(401);
    }
  });

  it('run nothing but what the server sends', async () => {
    const key = await test.key();
    const page = await test.ask('/docs/', key);
    const policy = page.headers.get('content-security-policy') ?? '';
    const [, nonce = ''] = /script-src 'self' 'nonce-([^']+)'/.exec(policy) ?? [];
    const html = await page.text();
    const scripts = html.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/(?:src|href)="https?:/);
    const data = await test.ask('/v1/calls', key);
    expect(data.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(data.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
