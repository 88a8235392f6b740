import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Call, createCallFields, toInstant, type VendorApi } from '@cdr/core';
import { serveVendorApis } from '@cdr/emulator';
import { createArraySource, createSampleWav } from '@cdr/provider-kit';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { runCli } from '../../run-cli.ts';

const now = Date.UTC(2024, 5, 20, 15);
const hourMs = 3_600_000;
const hostile = [
  '../../../outside.wav',
  '/etc/passwd',
  '..\\..\\outside.wav',
  'a\0b.wav',
  `${'long'.repeat(500)}.wav`,
  'CON.wav',
  'same.wav',
  'SAME.WAV',
  'x/same.wav',
  '..',
  'call.html',
];
let root: string;
let dir: string;
let closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cdr-recordings-'));
  dir = join(root, 'work');
  await mkdir(dir);
});

afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
  await rm(root, { recursive: true });
});

/** A call with a recording of that name, which ended so many hours ago. */
function callOf(ref: string, index: number, endedHoursAgo = 48): Call {
  const endedAt = now - endedHoursAgo * hourMs;
  return {
    id: `truth:${index}`,
    source: 'truth',
    provider: 'thulium',
    ...createCallFields({
      vendorId: `${1000 + index}`,
      startedAt: toInstant(endedAt - 60_000),
      endedAt: toInstant(endedAt),
      durationMs: 60_000,
      timePrecision: 'second',
      timeZone: 'Europe/Warsaw',
      recording: { ref, url: null, downloadUrl: null },
    }),
  };
}

/** Serves a Thulium on loopback, and syncs it. */
async function setUp(calls: readonly Call[], change: (api: VendorApi) => VendorApi = (api) => api) {
  const asked: string[] = [];
  const api = change(createVendorApi(createArraySource(calls), { now: () => now }));
  const host = await serveVendorApis((request) => {
    asked.push(new URL(request.url).pathname);
    return api(request);
  });
  closing.push(() => host.close());
  const { options } = describeVendorApi(host.url);
  const sources = { warsaw: { provider: 'thulium', since: '2024-06-01', options } };
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources }));
  expect((await cdr('sync')).code).toBe(0);
  return { downloads: () => asked.filter((path) => path.includes('recordings')).length };
}

async function cdr(...args: string[]) {
  const env = { CDR_NOW: new Date(now).toISOString(), NODE_OPTIONS: '--conditions=@cdr/source' };
  const { io, out, err } = createFakeIo({ cwd: dir, env });
  const code = await runCli(args, io);
  return { code, out: out(), err: err() };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function jsonLines(out: string) {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('cdr recordings list', () => {
  it('lists what calls have, and where downloads put it', async () => {
    await setUp([callOf('a.wav', 0), { ...callOf('', 1), recording: null }, callOf('b.wav', 2)]);
    const list = await cdr('recordings', '--format', 'ndjson');
    expect(list.code).toBe(0);
    const entries = jsonLines(list.out);
    expect(entries.map(({ ref }) => ref)).toEqual(['a.wav', 'b.wav']);
    await cdr('recordings', 'download');
    const files = await filesIn(join(dir, 'recordings'));
    expect(entries.map(({ file }) => resolve(dir, 'recordings', file)).sort()).toEqual(
      files.sort(),
    );
  });

  it('is a table for people, with filters', async () => {
    await setUp([callOf('a.wav', 0), callOf('b.wav', 1, 24)]);
    const { out, err } = await cdr(
      'recordings',
      'list',
      '--format',
      'table',
      '--from',
      '2024-06-19',
    );
    expect(out).toMatch(/^started .* recording\n/);
    expect(out).toContain('b.wav');
    expect(out).not.toContain('a.wav');
    expect(err).toContain('1 recording\n');
  });
});

describe('cdr recordings download', () => {
  it('keeps hostile names inside the folder, each its own file', async () => {
    await setUp(hostile.map((ref, index) => callOf(ref, index)));
    const { code, out } = await cdr('recordings', 'download', '--json');
    expect(code).toBe(0);
    const results = jsonLines(out);
    const report = results.pop();
    expect(report).toMatchObject({ status: 'complete', downloaded: hostile.length });
    const files = await filesIn(root);
    const sounds = files.filter((file) => file.startsWith(join(dir, 'recordings')));
    expect(new Set(sounds.map((file) => file.toLowerCase())).size).toBe(hostile.length);
    const others = files.filter((file) => !sounds.includes(file));
    expect(others.map((file) => file.slice(dir.length + 1)).sort()).toEqual([
      'cdr.config.json',
      'cdr.duckdb',
    ]);
    for (const { call, file } of results) {
      const ref = hostile[Number(call.split(':')[1]) - 1000] ?? '';
      expect(new Uint8Array(await readFile(join(dir, 'recordings', file)))).toEqual(
        createSampleWav(ref),
      );
    }
  });

  it('asks for nothing twice, and gets what has come since', async () => {
    const calls = [callOf('a.wav', 0), callOf('b.wav', 1)];
    const { downloads } = await setUp(calls);
    await cdr('recordings', 'download', '--limit', '1');
    expect(downloads()).toBe(1);
    const { code, out } = await cdr('recordings', 'download');
    expect(code).toBe(0);
    expect(out).toContain('1 downloaded (2.0 KB)\n1 there already\n');
    expect(downloads()).toBe(2);
    expect((await cdr('recordings', 'download')).out).toContain('0 downloaded\n2 there already\n');
    expect(downloads()).toBe(2);
  });

  it('goes on after failures, lists them, and says so by its exit code', async () => {
    const calls = [callOf('a.wav', 0), callOf('broken.wav', 1), callOf('c.wav', 2)];
    await setUp(calls, (api) => async (request) => {
      if (!request.url.includes('broken')) return api(request);
      return new Response('<h1>geheim.wav?token=s3cr3t</h1>', { status: 400 });
    });
    const { code, out, err } = await cdr('recordings', 'download');
    expect(code).toBe(3);
    expect(out).toContain('2 downloaded');
    expect(out).toContain('1 failed');
    expect(err).toMatch(/cdr: warsaw:1001: The vendor answered 400 \(GET http:.*\/…\)/);
    expect(`${out}${err}`).not.toMatch(/broken\.wav|s3cr3t|api_pass/);
    const json = await cdr('recordings', 'download', '--json');
    expect(jsonLines(json.out)).toContainEqual(
      expect.objectContaining({ call: 'warsaw:1001', status: 'failed' }),
    );
  });

  it('tells what is not made yet from what is not to be had', async () => {
    const vendor = [callOf('old.wav', 0), callOf('young.wav', 1, 1)];
    await setUp(
      vendor,
      (api) => async (request) =>
        request.url.includes('recordings') ? new Response('', { status: 404 }) : api(request),
    );
    const young = await cdr('recordings', 'download', '--from', '2024-06-20');
    expect(young).toMatchObject({ code: 0, out: expect.stringContaining('1 not made yet') });
    const both = await cdr('recordings', 'download');
    expect(both.code).toBe(3);
    expect(both.err).toContain('cdr: warsaw:1000: the vendor has no recording of it');
    expect(await filesIn(join(dir, 'recordings'))).toEqual([]);
  });

  it('writes through no link that lies in the folder', async () => {
    await setUp([callOf('a.wav', 0)]);
    await mkdir(join(dir, 'recordings'));
    await mkdir(join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), join(dir, 'recordings', 'warsaw'));
    const { code, err } = await cdr('recordings', 'download');
    expect(code).toBe(1);
    expect(err).toContain('is in the way');
    expect(await filesIn(join(root, 'elsewhere'))).toEqual([]);
  });

  it('gives up a vendor that lets nobody in', async () => {
    const calls = Array.from({ length: 30 }, (_, index) => callOf(`${index}.wav`, index));
    const { downloads } = await setUp(
      calls,
      (api) => async (request) =>
        request.url.includes('recordings') ? new Response('', { status: 401 }) : api(request),
    );
    const { code, out, err } = await cdr('recordings', 'download');
    expect(code).toBe(1);
    expect(err).toContain('cdr: warsaw: given up. The vendor answered 401');
    expect(out).toMatch(/\d+ not asked for/);
    expect(downloads()).toBeLessThan(12);
  });

  it('says which vendor has none', async () => {
    const options = { username: 'a', password: 'b', tokenUrl: 'http://127.0.0.1:9' };
    const sources = { stockholm: { provider: 'soluno', options } };
    await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources }));
    expect(await cdr('recordings', 'download')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Soluno gives no recordings out (source "stockholm")'),
    });
  });

  it('leaves nothing half when it is killed, and gets the rest next time', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `${index}.wav`);
    let stalled = 0;
    let isStalling = true;
    const onStall: (() => void)[] = [];
    await setUp(
      names.map((ref, index) => callOf(ref, index)),
      (api) => async (request) => {
        const answer = await api(request);
        if (!request.url.includes('recordings') || !isStalling) return answer;
        stalled += 1;
        if (stalled <= 4) return answer;
        const half = new Uint8Array(await answer.arrayBuffer()).slice(0, 1000);
        const body = new ReadableStream({
          start(controller) {
            controller.enqueue(half);
            for (const tell of onStall.splice(0)) tell();
          },
        });
        return new Response(body, { headers: answer.headers });
      },
    );
    const reached = new Promise<void>((resolve) => onStall.push(resolve));
    const main = join(import.meta.dirname, '../../main.ts');
    const child = spawn(
      process.execPath,
      ['--conditions=@cdr/source', main, 'recordings', 'download'],
      { cwd: dir, stdio: 'ignore', env: { ...process.env, CDR_NOW: new Date(now).toISOString() } },
    );
    await reached;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const folder = join(dir, 'recordings', 'warsaw', '2024-06');
    const whole = (await readdir(folder)).filter((name) => !name.startsWith('.'));
    for (const name of whole) {
      expect(await readFile(join(folder, name))).toHaveLength(createSampleWav('').length);
    }
    isStalling = false;
    const { code, out } = await cdr('recordings', 'download');
    expect(code).toBe(0);
    expect(out).toContain(`${12 - whole.length} downloaded`);
    const files = await readdir(folder);
    expect(files.filter((name) => name.endsWith('.wav'))).toHaveLength(12);
    expect(files.filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
