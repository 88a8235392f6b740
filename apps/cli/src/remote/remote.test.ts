import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Call, createCallFields, unknownParty, type VendorApi } from '@cdr/core';
import { serveVendorApis } from '@cdr/emulator';
import { answerJson, createArraySource } from '@cdr/provider-kit';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { lockPath } from '@cdr/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeIo } from '../__fixtures__/fake-io.ts';
import { storeCalls, writeConfig } from '../__fixtures__/stored-calls.ts';
import { runCli } from '../run-cli.ts';
import { openSession } from '../session/session.ts';

const env = { CDR_NOW: '2024-06-20T15:00:00Z', NODE_OPTIONS: '--conditions=@cdr/source' };
const party = (number: string) => ({ ...unknownParty, number });
let dir: string;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-remote-'));
  await writeConfig(dir);
  await storeCalls(dir, [
    {
      ...{ source: 'krakow', vendorId: '1', startedAt: '2024-06-19T22:30:00.000Z' },
      ...{ from: party('22 123 45 67'), direction: 'inbound', disposition: 'answered' },
      agents: [{ id: '1', name: 'Zofia Żak', login: null, extension: null }],
    },
    { source: 'hanoi', vendorId: '2', startedAt: '2024-06-19T22:30:00.000Z', talkMs: 60_000 },
    { source: 'hanoi', vendorId: '3', startedAt: '2024-06-18T22:30:00.000Z', kind: 'sms' },
  ]);
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await rm(dir, { recursive: true });
});

async function cdr(...args: string[]) {
  const { io, out, err } = createFakeIo({ cwd: dir, env });
  const code = await runCli(args, io);
  return { code, out: out(), err: err() };
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const controller = new AbortController();
  const { io, out } = createFakeIo({ cwd: dir, env, signal: controller.signal });
  const running = runCli(['serve', '--port', '0'], io);
  const stop = async () => {
    controller.abort();
    await running;
  };
  closing.push(stop);
  await expect.poll(out, { timeout: 20_000 }).toContain('http');
  const [url = ''] = /http:\S+/.exec(out()) ?? [];
  return { url, stop };
}

const reading = [
  ['calls', '--format', 'json'],
  ['calls', '--format', 'ndjson', '--raw'],
  ['calls', '--format', 'csv', '--source', 'hanoi'],
  ['calls', '--format', 'table', '--number', '22 123 45 67'],
  ['calls', '--format', 'json', '--agent', 'zofia żak', '--limit', '1'],
  ['stats', '--by', 'agent,direction', '--format', 'json'],
  ['stats', '--interval', 'day', '--time-zone', 'Europe/Warsaw', '--format', 'csv'],
  ['stats', '--time-zone', 'Nowhere'],
  ['coverage', '--json'],
  ['rejected', '--json'],
  ['notes', '--format', 'ndjson'],
  ['recordings'],
];

describe('commands, while a server has the store', () => {
  it('read through it, and tell the same', async () => {
    const before = [];
    for (const args of reading) before.push(await cdr(...args));
    await startServer();
    const during = [];
    for (const args of reading) during.push(await cdr(...args));
    expect(during).toEqual(before);
  });

  it('export the same files', async () => {
    const files = ['a.parquet', 'b.parquet'].map((name) => join(dir, name));
    const [first = '', second = ''] = files;
    await cdr('calls', '--format', 'parquet', '--output', first);
    await startServer();
    await cdr('calls', '--format', 'parquet', '--output', second);
    expect(await readFile(second)).toEqual(await readFile(first));
  });

  it('make keys that are good at once, and take them back', async () => {
    const { url } = await startServer();
    const { out } = await cdr('keys', 'create', '--name', 'me', '--json');
    const { id, key } = JSON.parse(out);
    const ask = () => fetch(`${url}/v1/sources`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).status).toBe(200);
    expect((await cdr('keys', 'list')).out).toContain(id);
    await cdr('keys', 'revoke', id);
    expect((await ask()).status).toBe(401);
  });

  it('erase people through it', async () => {
    await startServer();
    const { code, out } = await cdr('erase', '--number', '+48221234567', '--yes');
    expect({ code, out }).toEqual({ code: 0, out: '1 call, 1 vendor row erased\n' });
    expect((await cdr('calls', '--format', 'json')).out).not.toContain('22 123');
  });

  it('say who has the store, and what to do, where only whoever has it can do that', async () => {
    const { url } = await startServer();
    const { code, err } = await cdr('sync', '--watch');
    expect(code).toBe(2);
    expect(err).toContain(url);
    expect(err).toContain('Leave --watch out');
  });

  it('ask no vendor for what they could not store, when it has come while they run', async () => {
    const { io } = createFakeIo({ cwd: dir, env });
    const session = await openSession(io, {});
    expect(await session.withOwnStore((store) => store.count())).toBe(3);
    const { url, stop } = await startServer();
    let begun = 0;
    const work = async () => {
      begun += 1;
    };
    await expect(session.withOwnStore(work)).rejects.toThrow(`${url} (process ${process.pid})`);
    expect(begun).toBe(0);
    await stop();
    await session.withOwnStore(work);
    expect(begun).toBe(1);
  });

  it('know it by a file that its owner alone can read, and that goes with it', async () => {
    const { url, stop } = await startServer();
    const path = lockPath(join(dir, 'cdr.duckdb'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const lock = JSON.parse(await readFile(path, 'utf8'));
    expect(lock).toMatchObject({ url, pid: process.pid });
    const other = await fetch(`${url}/v1/local/store/count`, {
      method: 'POST',
      body: '{"argument":"null"}',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${JSON.parse((await cdr('keys', 'create', '--name', 'o', '--role', 'owner', '--json')).out).key}`,
      },
    });
    expect(other.status).toBe(404);
    await stop();
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('notice what a server left that was killed', async () => {
    const before = await cdr('calls', '--format', 'json');
    const path = lockPath(join(dir, 'cdr.duckdb'));
    for (const left of [
      '{"url":"http://127.0.0.1:9","key":"cdr_x","pid":1}',
      '{"url":"http://127.0.0.1:9"',
      '{}',
    ]) {
      await writeFile(path, left);
      expect(await cdr('calls', '--format', 'json')).toEqual(before);
    }
  });
});

describe('commands that ask vendors, while a server has the store', () => {
  const call: Call = {
    id: 'truth:1',
    source: 'truth',
    provider: 'thulium',
    ...createCallFields({
      vendorId: '17.5',
      startedAt: '2024-06-18T22:30:00.000Z',
      timePrecision: 'second',
      timeZone: 'Europe/Warsaw',
    }),
  };
  let calls: Call[];
  /** What the vendor tells for dates, where it doesn't tell them. */
  let date: string | null;

  function withDate(api: VendorApi): VendorApi {
    return async (request) => {
      const answer = await api(request);
      if (date === null) return answer;
      const text = (await answer.text()).replaceAll(/"date":"[^"]+"/g, `"date":"${date}"`);
      return answerJson(answer.status, text);
    };
  }

  beforeEach(async () => {
    calls = [call];
    date = null;
    const now = () => Date.parse(env.CDR_NOW);
    const truth = { count: async () => calls.length, read: () => createArraySource(calls).read() };
    const host = await serveVendorApis(withDate(createVendorApi(truth, { now })));
    closing.push(() => host.close());
    const { options } = describeVendorApi(host.url);
    const sources = { warsaw: { provider: 'thulium', since: '2024-06-17', options } };
    await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources }));
  });

  it('have it sync, and tell what became of it', async () => {
    await startServer();
    const { code, out } = await cdr('sync', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      status: 'complete',
      sources: [{ source: 'warsaw', status: 'complete', gaps: [] }],
    });
    const listed = await cdr('calls', '--source', 'warsaw', '--format', 'ndjson');
    expect(JSON.parse(listed.out)).toMatchObject({ vendorId: '17.5' });
    const table = await cdr('sync', '--from', '2024-06-18', '--to', '2024-06-19');
    expect(table.out).toContain('warsaw');
  });

  it('have it verify, and repair', async () => {
    await startServer();
    await cdr('sync');
    expect(await cdr('verify', '--full')).toMatchObject({ code: 0 });
    calls = [{ ...call, disposition: 'answered', talkMs: 5000 }];
    const { code, out } = await cdr('verify', '--full', '--json');
    expect({ code, report: JSON.parse(out) }).toMatchObject({
      code: 3,
      report: { sources: [{ streams: [{ differences: [{ changed: { count: 1 } }] }] }] },
    });
    expect(await cdr('verify', '--full', '--repair')).toMatchObject({ code: 0 });
    const [stored = ''] = (await cdr('calls', '--source', 'warsaw', '--format', 'ndjson')).out
      .trim()
      .split('\n');
    expect(JSON.parse(stored)).toMatchObject({ disposition: 'answered', talkMs: 5000 });
    const empty = await cdr('verify', '--from', '2024-06-19', '--to', '2024-06-18');
    expect(empty).toMatchObject({ code: 2, err: expect.stringContaining('The range is empty') });
  });

  it('have it replay what was rejected', async () => {
    date = 'soon';
    await startServer();
    await cdr('sync');
    const { code, out } = await cdr('rejected', 'replay');
    expect(code).toBe(3);
    expect(out).toContain('0 are stored now, 1 stay rejected');
  });
});
