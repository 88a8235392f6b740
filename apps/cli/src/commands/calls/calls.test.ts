import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeIo, type FakeSurroundings } from '../../__fixtures__/fake-io.ts';
import { storeCalls, writeConfig } from '../../__fixtures__/stored-calls.ts';
import { runCli } from '../../run-cli.ts';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-calls-'));
  await writeConfig(dir);
  const recording = { ref: 'r', url: 'https://r/?token=s3cret', downloadUrl: null };
  await storeCalls(dir, [
    { source: 'krakow', vendorId: '1', startedAt: '2024-03-01T08:00:00.000Z', disposition: 'busy' },
    { source: 'krakow', vendorId: '2', startedAt: '2024-03-02T08:00:00.000Z', recording },
    { source: 'hanoi', vendorId: '2', startedAt: '2024-03-02T20:00:00.000Z' },
  ]);
});

afterAll(() => rm(dir, { recursive: true }));

async function cdr(args: string[], surroundings: FakeSurroundings = {}) {
  const env = { NODE_OPTIONS: '--conditions=@cdr/source' };
  const { io, out, err } = createFakeIo({ cwd: dir, env, ...surroundings });
  const code = await runCli(['calls', ...args], io);
  return { code, out: out(), err: err() };
}

test('a call is found by its id and by the vendor’s', async () => {
  const ids = async (...args: string[]) =>
    (await cdr(args)).out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id);
  expect(await ids('--id', 'krakow:1')).toEqual(['krakow:1']);
  expect(await ids('--id', '2')).toEqual(['krakow:2', 'hanoi:2']);
  expect(await ids('--id', '2', '--source', 'hanoi')).toEqual(['hanoi:2']);
});

test('one call is a vCon', async () => {
  const { out, err } = await cdr(['--id', 'krakow:1', '--format', 'vcon'], { terminal: 80 });
  const vcon = JSON.parse(out);
  expect(vcon).toMatchObject({ vcon: '0.4.0', dialog: [{ disposition: 'busy' }] });
  expect(vcon.attachments[0].body.id).toBe('krakow:1');
  expect(err).toBe('');
  const raw = await cdr(['--id', 'krakow:2', '--format', 'vcon', '--raw']);
  expect(JSON.parse(raw.out).attachments[0].body).toMatchObject({
    recording: { url: 'https://r/?token=s3cret' },
    raw: { own: '2' },
  });
});

test.each([
  ['none was', 'krakow:9'],
  ['several were', '2'],
])('a vCon is not made when %s found', async (what, id) => {
  const { code, out, err } = await cdr(['--id', id, '--format', 'vcon']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(`${what} found`);
});

test('csv and parquet hold the calls that are meant, in files and in pipes', async () => {
  const csv = await cdr(['--format', 'csv', '--limit', '2']);
  expect(csv.out.match(/^(?:krakow|hanoi):\d/gm)).toEqual(['krakow:1', 'krakow:2']);
  expect(csv.out).not.toContain('s3cret');
  // A local range means another one in each zone.
  const local = await cdr(['--format', 'csv', '--from', '2024-03-03']);
  expect(local.out.match(/^(?:krakow|hanoi):\d/gm)).toEqual(['hanoi:2']);
  const parquet = await cdr(['--output', 'calls.parquet']);
  expect(parquet).toMatchObject({ code: 0, out: '', err: '3 calls in calls.parquet\n' });
  expect((await readFile(join(dir, 'calls.parquet'))).subarray(-4).toString()).toBe('PAR1');
  expect((await cdr(['--format', 'parquet', '--limit', '0'])).out).toMatch(/^PAR1/);
  expect(await readdir(dir)).not.toContain('cdr.duckdb.export');
});
