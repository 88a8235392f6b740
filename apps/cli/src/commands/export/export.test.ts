import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { storeCalls, writeConfig } from '../../__fixtures__/stored-calls.ts';
import { runCli } from '../../run-cli.ts';

let dir: string;

const march = { source: 'krakow', vendorId: '1', startedAt: '2024-03-01T08:00:00.000Z' } as const;
const april = { source: 'krakow', vendorId: '2', startedAt: '2024-04-01T08:00:00.000Z' } as const;
const hanoi = { source: 'hanoi', vendorId: '3', startedAt: '2024-03-01T20:00:00.000Z' } as const;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-export-'));
  await writeConfig(dir);
});

afterEach(() => rm(dir, { recursive: true }));

async function cdr(...args: string[]) {
  const env = { NODE_OPTIONS: '--conditions=@cdr/source' };
  const { io, out, err } = createFakeIo({ cwd: dir, env });
  const code = await runCli(['export', ...args], io);
  return { code, out: out(), err: err() };
}

async function filesIn(lake: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob('**/*.parquet', { cwd: join(dir, lake) })) files.push(file);
  return files.sort();
}

test('keeps a file for each month of each source', async () => {
  await storeCalls(dir, [march, april, hanoi]);
  const { code, out } = await cdr('--lake', 'lake');
  expect(code).toBe(0);
  expect(out).toBe(`3 calls in ${join(dir, 'lake')}: 3 files written, 0 removed, 0 unchanged\n`);
  expect(await filesIn('lake')).toEqual([
    'source=hanoi/year=2024/month=3/calls.parquet',
    'source=krakow/year=2024/month=3/calls.parquet',
    'source=krakow/year=2024/month=4/calls.parquet',
  ]);
});

test('is what --partition writes', async () => {
  await storeCalls(dir, [march, april, hanoi]);
  const partition = async (...args: string[]) => {
    const { io, out, err } = createFakeIo({ cwd: dir });
    const code = await runCli(['calls', '--partition', '--output', 'parts', ...args], io);
    return { code, out: out(), err: err() };
  };
  const { code, out } = await partition('--source', 'krakow');
  expect(code).toBe(0);
  expect(out).toBe(`2 calls in ${join(dir, 'parts')}: 2 files written, 0 removed, 0 unchanged\n`);
  expect((await cdr('--lake', 'parts')).out).toContain('1 files written, 0 removed, 2 unchanged');
  for (const wrong of [
    ['--format', 'csv'],
    ['--from', '2024-03-01'],
    ['--limit', '1'],
    ['--output', '-'],
  ]) {
    expect(await partition(...wrong)).toMatchObject({ code: 2, out: '' });
  }
});

test('writes again what has changed, and tells programs and logs of it', async () => {
  await storeCalls(dir, [march, april]);
  await cdr('--lake', 'lake');
  await storeCalls(dir, [march]);
  const { out, err } = await cdr('--lake', 'lake', '--json', '--verbose');
  expect(JSON.parse(out)).toEqual({
    lake: join(dir, 'lake'),
    written: 0,
    removed: 1,
    unchanged: 1,
    calls: 1,
  });
  expect(err).toBe('krakow 2024-04: gone\n');
  expect(await filesIn('lake')).toEqual(['source=krakow/year=2024/month=3/calls.parquet']);
});

test('the config may name the lake, from its own folder', async () => {
  await writeConfig(dir, { lake: 'data/lake' });
  await storeCalls(dir, [march]);
  expect(await cdr('--source', 'krakow')).toMatchObject({ code: 0 });
  expect(await filesIn('data/lake')).toHaveLength(1);
});

test('a lake of some calls refuses another choice', async () => {
  await storeCalls(dir, [march, { ...april, disposition: 'answered' }]);
  await cdr('--lake', 'lake', '--disposition', 'answered');
  expect(await filesIn('lake')).toEqual(['source=krakow/year=2024/month=4/calls.parquet']);
  const { code, err } = await cdr('--lake', 'lake');
  expect(code).toBe(2);
  expect(err).toContain('The lake holds another choice of calls');
});

test('without a store, no lake loses its files', async () => {
  await storeCalls(dir, [march]);
  await cdr('--lake', 'lake');
  await rm(join(dir, 'cdr.duckdb'));
  const { code, err } = await cdr('--lake', 'lake');
  expect(code).toBe(2);
  expect(err).toContain('There is no store');
  expect(await filesIn('lake')).toHaveLength(1);
});

test.each([
  [[], /--lake FOLDER/],
  [['--lake', 'cdr.config.json'], /A file is where a folder has to be/],
  [['--lake', 'lake', '--source', 'krakov'], /Did you mean "krakow"/],
])('%j is wrong usage', async (args, message) => {
  await storeCalls(dir, [march]);
  expect(await cdr(...args)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
});
