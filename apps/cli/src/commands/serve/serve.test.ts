import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { runCli } from '../../run-cli.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-serve-'));
});

afterEach(() => rm(dir, { recursive: true }));

test('where there is nothing yet, the server starts, tells a key that works, and ends when it is told', async () => {
  const controller = new AbortController();
  const { io, out } = createFakeIo({ cwd: dir, signal: controller.signal });
  const running = runCli(['serve', '--port', '0'], io);
  await expect.poll(out).toContain('cdr_');
  const [url = ''] = /http:\S+/.exec(out()) ?? [];
  const [key = ''] = /cdr_\w{16}_\S+/.exec(out()) ?? [];
  const ask = (headers: Record<string, string>) => fetch(`${url}/nothing`, { headers });
  expect((await ask({})).status).toBe(401);
  expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(404);
  const [docs = ''] = /http:\S+\/docs/.exec(out()) ?? [];
  const page = await fetch(docs, { headers: { authorization: `Basic ${btoa(`me:${key}`)}` } });
  expect(page.headers.get('content-type')).toContain('text/html');
  const made = createFakeIo({ cwd: dir });
  expect(await runCli(['keys', 'create', '--name', 'me'], made.io)).toBe(0);
  expect((await ask({ authorization: `Bearer ${made.out().trim()}` })).status).toBe(404);
  controller.abort();
  expect(await running).toBe(0);
  await expect(ask({})).rejects.toThrow();
});

test('a port that is taken is told, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const { io, err } = createFakeIo({ cwd: dir });
  expect(await runCli(['serve', '--port', port], io)).toBe(2);
  expect(err()).toContain('choose another port');
  other.close();
});
