import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');
let dir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-process-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dir, { recursive: true });
});

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=@cdr/source', main, ...args], {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CDR_NOW: '2024-06-20T15:00:00Z', NODE_OPTIONS: '' },
  });
  children.push(child);
  return child;
}

async function run(...args: string[]) {
  const child = start(...args);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, out, err };
}

async function writeConfig(sources: Record<string, unknown>): Promise<void> {
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources }));
}

test('an emulated vendor is synced whole, and a second run writes nothing', async () => {
  const vendor = start('emulate', 'soluno', '--json', '--calls', '300');
  const [line] = await once(createInterface(vendor.stdout), 'line');
  const { provider, source } = JSON.parse(line);
  expect(provider).toBe('soluno');
  await writeConfig({ stockholm: source });

  const first = await run('sync', '--json');
  expect(first.code).toBe(0);
  const [report] = JSON.parse(first.out).sources;
  expect(report).toMatchObject({ source: 'stockholm', status: 'complete', gaps: [] });
  expect(report.rows.inserted).toBeGreaterThan(290);

  const second = await run('sync', '--json');
  const [again] = JSON.parse(second.out).sources;
  expect(again.rows).toMatchObject({ inserted: 0, updated: 0, removed: 0 });

  vendor.kill('SIGINT');
  expect(await once(vendor, 'exit')).toEqual([0, null]);
});

test('Ctrl-C ends a sync whose vendor hangs, with exit code 130', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const options = { baseUrl: `http://127.0.0.1:${port}`, username: 'a', password: 'b' };
  await writeConfig({ warsaw: { provider: 'thulium', since: '2024-06-19', options } });

  const child = start('sync', '--json');
  const [out, err] = [text(child.stdout), text(child.stderr)];
  await once(server, 'request');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
  expect(JSON.parse(await out)).toMatchObject({ status: 'interrupted' });
  expect(await err).toContain('cdr: interrupted. What was read is stored');
  server.closeAllConnections();
  server.close();
});

test('a reader that has enough ends the listing without an error', async () => {
  expect((await run('demo', '--calls', '400', '--dir', 'demo')).code).toBe(0);
  const child = start('calls', '--config', 'demo/cdr.config.json');
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(code).toBe(0);
  expect(err.split('\n').filter((line) => !line.includes('CDR_NOW'))).toEqual(['']);
});
