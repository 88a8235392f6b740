import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { createNoteSource, generateCalls, serveVendorApis } from '@cdr/emulator';
import { createVendorApi, describeVendorApi } from '@cdr/provider-ccrm/vendor-api';
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

test('an output that its disk has no room for is told of, and is no success', async () => {
  const command = [process.execPath, '--conditions=@cdr/source', main, 'providers', '--json'];
  const child = spawn('sh', ['-c', '"$@" > /dev/full', 'sh', ...command], { cwd: dir });
  children.push(child);
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(code).toBe(1);
  expect(err).toBe(
    'cdr: The output could not be written whole: ENOSPC. Look whether the disk is full.\n',
  );
});

test('Ctrl-C among notes ends the sync at once, and the next one asks for the rest alone', async () => {
  const now = Date.parse('2024-06-20T15:00:00Z');
  const calls = generateCalls({
    seed: 6,
    from: now - 20 * 86_400_000,
    to: now - 10 * 86_400_000,
    timeZone: 'Europe/Warsaw',
    calls: 4000,
  });
  const notes = createNoteSource(calls);
  const answer = createVendorApi(calls, { now: () => now, notes, requestsPerSecond: 10_000 });
  const asked: string[] = [];
  let hangFrom = 75;
  const asking = new EventEmitter();
  const host = await serveVendorApis((request) => {
    const uuid = new URL(request.url).searchParams.get('callHistory');
    if (uuid === null) return answer(request);
    asked.push(uuid);
    if (asked.length < hangFrom) return answer(request);
    asking.emit('hang');
    return new Promise(() => {});
  });
  const { options } = describeVendorApi(host.url);
  const source = {
    provider: 'ccrm',
    since: '2024-05-20',
    options: { ...options, requestsPerSecond: 1000 },
  };
  await writeConfig({ krakow: source });

  const child = start('sync', '--json');
  const [out, err] = [text(child.stdout), text(child.stderr)];
  await once(asking, 'hang');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
  const [told, noted] = JSON.parse(await out).sources[0].streams;
  expect(told).toMatchObject({ stream: 'calls', gaps: [] });
  expect(noted.gaps).toHaveLength(1);
  expect(await err).toContain('cdr: interrupted. What was read is stored');

  const before = new Set(asked.slice(0, -1));
  expect(before.size).toBe(74);
  asked.length = 0;
  hangFrom = Number.POSITIVE_INFINITY;
  const resumed = await run('sync', '--json');
  expect(resumed.code).toBe(0);
  expect(asked.filter((uuid) => before.has(uuid))).toEqual([]);
  expect(JSON.parse(resumed.out).sources[0].streams[1]).toMatchObject({
    stream: 'notes',
    gaps: [],
  });

  asked.length = 0;
  const again = JSON.parse((await run('sync', '--json')).out).sources[0];
  expect(again.rows).toMatchObject({ inserted: 0, updated: 0, removed: 0 });
  expect(asked).toEqual([]);
  await host.close();
});
