import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCalls, serveVendorApis } from '@cdr/emulator';
import { createVendorApi, describeVendorApi } from '@cdr/provider-caresoft/vendor-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeIo } from './__fixtures__/fake-io.ts';
import { runCli } from './run-cli.ts';

const now = Date.UTC(2024, 5, 20, 15);
const from = Date.UTC(2024, 1, 1);
const calls = generateCalls({
  seed: 5,
  from,
  to: now,
  timeZone: 'Asia/Ho_Chi_Minh',
  country: 'VN',
  calls: 300,
});
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-put-off-'));
});

afterEach(() => rm(dir, { recursive: true }));

async function cdr(...args: string[]) {
  const { io, out, err } = createFakeIo({
    cwd: dir,
    env: { CDR_NOW: new Date(now).toISOString(), NODE_OPTIONS: '--conditions=@cdr/source' },
  });
  return { code: await runCli(args, io), out: out(), err: err() };
}

test('a vendor that answers nothing for a quarter of an hour is left alone, and gone on with later', async () => {
  const time = { elapsedMs: 0, perRequestMs: 0 };
  const vendor = createVendorApi(calls, {
    now: () => now,
    elapsedMs: () => time.elapsedMs,
    requestsPerSecond: 5,
  });
  const asked: string[] = [];
  const host = await serveVendorApis(async (request) => {
    const { searchParams } = new URL(request.url);
    asked.push(`${searchParams.get('start_time_since')} ${searchParams.get('call_type')}`);
    time.elapsedMs += time.perRequestMs;
    const answer = await vendor(request);
    // Another program of the account goes on asking, once a slice is read, when both may ask no more.
    for (let more = 0; asked.length === 5 && more < 23; more += 1) await vendor(request.clone());
    return answer;
  });
  const { options } = describeVendorApi(host.url);
  const since = new Date(from).toISOString();
  const hanoi = { provider: 'caresoft', since, concurrency: 1, options };
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources: { hanoi } }));

  const stopped = await cdr('sync');
  expect(stopped.code).toBe(3);
  expect(stopped.out).toContain('hanoi  partial');
  expect(stopped.out).toMatch(/error +.*Domain incorrect too many times/);
  expect(stopped.out).toContain('sync again in 15 minutes, and it goes on from there');
  expect(stopped.out).toMatch(/gap +2024/);
  expect(asked).toHaveLength(6);

  const tooSoon = await cdr('sync', '--json');
  expect(tooSoon.code).toBe(3);
  expect(JSON.parse(tooSoon.out).sources[0]).toMatchObject({
    status: 'partial',
    retryAfterMs: 900_000,
    slices: { done: 0, failed: 1 },
  });
  expect(asked).toHaveLength(7);

  time.elapsedMs = 900_000;
  time.perRequestMs = 1000;
  const read = new Set(asked.slice(0, 5));
  asked.length = 0;
  const later = await cdr('sync', '--json');
  expect(later.code).toBe(0);
  expect(JSON.parse(later.out).sources[0]).toMatchObject({ status: 'complete', gaps: [] });
  expect(asked.filter((query) => read.has(query))).toEqual([]);
  const stored = (await cdr('calls', '--format', 'ndjson')).out.trimEnd().split('\n');
  const ids = new Set(stored.map((line): unknown => JSON.parse(line).vendorId));
  expect(ids.size).toBe(await calls.count({ kind: ['call'] }));
  expect(stored).toHaveLength(ids.size);
  await host.close();
});
