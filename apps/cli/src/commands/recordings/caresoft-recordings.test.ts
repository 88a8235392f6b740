import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Call, createCallFields, toInstant, type VendorApi } from '@cdr/core';
import { serveVendorApis } from '@cdr/emulator';
import { createVendorApi, describeVendorApi } from '@cdr/provider-caresoft/vendor-api';
import { createArraySource, createSampleWav } from '@cdr/provider-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { runCli } from '../../run-cli.ts';

const now = Date.UTC(2024, 5, 20, 15);
const hourMs = 3_600_000;
/** The key in an address that lets everybody listen. */
const key = /[0-9a-f]{32}/;
let dir: string;
let closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-caresoft-'));
});

afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
  await rm(dir, { recursive: true });
});

function callOf(index: number, url = 'https://somewhere.test/a.wav'): Call {
  const startedAt = now - (48 + index) * hourMs;
  return {
    id: `truth:${index}`,
    source: 'truth',
    provider: 'caresoft',
    ...createCallFields({
      vendorId: `${1000 + index}`,
      direction: 'inbound',
      disposition: 'answered',
      startedAt: toInstant(startedAt),
      endedAt: toInstant(startedAt + 60_000),
      durationMs: 60_000,
      timePrecision: 'second',
      timeZone: 'Asia/Ho_Chi_Minh',
      recording: { ref: null, url, downloadUrl: null },
    }),
  };
}

async function serve(api: VendorApi): Promise<string> {
  const host = await serveVendorApis(api);
  closing.push(() => host.close());
  return host.url;
}

/** Serves a CareSoft on loopback, and syncs it. */
async function setUp(
  calls: readonly Call[],
  {
    recordings = 'made-up',
    change = (api: VendorApi) => api,
  }: { recordings?: 'made-up' | 'as-told'; change?: (api: VendorApi) => VendorApi } = {},
): Promise<void> {
  const api = createVendorApi(createArraySource(calls), { now: () => now, recordings });
  const url = await serve(change(api));
  const { options } = describeVendorApi(url);
  const sources = { hanoi: { provider: 'caresoft', since: '2024-06-01', options } };
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources }));
  expect((await cdr('sync')).code).toBe(0);
}

async function cdr(...args: string[]) {
  const env = { CDR_NOW: new Date(now).toISOString(), NODE_OPTIONS: '--conditions=@cdr/source' };
  const { io, out, err } = createFakeIo({ cwd: dir, env });
  const code = await runCli(args, io);
  return { code, out: out(), err: err() };
}

function jsonLines(out: string) {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('recordings of CareSoft', () => {
  it('are downloaded by their addresses, which are told nowhere', async () => {
    await setUp([callOf(0), callOf(1)]);
    const { code, out, err } = await cdr('recordings', 'download', '--json', '--verbose');
    expect(code).toBe(0);
    const results = jsonLines(out);
    expect(results.pop()).toMatchObject({ status: 'complete', downloaded: 2 });
    for (const { call, file } of results) {
      const id = call.slice('hanoi:'.length);
      const sound = new Uint8Array(await readFile(join(dir, 'recordings', file)));
      expect(sound).toEqual(createSampleWav(id));
    }
    expect(`${out}${err}`).not.toMatch(key);
    expect((await cdr('recordings', 'download')).out).toContain('2 there already');
  });

  it('are listed with their addresses for programs alone', async () => {
    await setUp([callOf(0)]);
    const table = await cdr('recordings', 'list', '--format', 'table');
    expect(table.out).toContain('by its address');
    expect(table.out).not.toMatch(key);
    const [entry] = jsonLines((await cdr('recordings', 'list', '--format', 'ndjson')).out);
    expect(entry).toMatchObject({ call: 'hanoi:1000', ref: null });
    expect(entry.url).toMatch(key);
    expect(entry.file).not.toMatch(key);
  });

  it('fail without telling their addresses, and without stopping the others', async () => {
    await setUp([callOf(0), callOf(1)], {
      change: (api) => (request) =>
        request.url.endsWith('/1001.wav')
          ? Promise.resolve(new Response(`no ${request.url}`, { status: 400 }))
          : api(request),
    });
    const { code, out, err } = await cdr('recordings', 'download', '--verbose');
    expect(code).toBe(3);
    expect(out).toContain('1 downloaded');
    expect(err).toMatch(/cdr: hanoi:1001: The vendor answered 400/);
    expect(`${out}${err}`).not.toMatch(key);
  });

  it('get no credentials of the vendor’s where their addresses lead elsewhere', async () => {
    const authorizations: (string | null)[] = [];
    const elsewhere = await serve(async (request) => {
      authorizations.push(request.headers.get('authorization'));
      return new Response(createSampleWav('elsewhere'), {
        headers: { 'content-type': 'audio/wav' },
      });
    });
    await setUp([callOf(0, `${elsewhere}/x?token=s3cr3t`)], { recordings: 'as-told' });
    const { code, out, err } = await cdr('recordings', 'download', '--verbose');
    expect([code, out]).toEqual([0, expect.stringContaining('1 downloaded')]);
    expect(authorizations).toEqual([null]);
    expect(`${out}${err}`).not.toContain('s3cr3t');
  });
});
