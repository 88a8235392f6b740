import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, TransportError } from '@cdr/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeIo } from '../__fixtures__/fake-io.ts';
import { clockOf } from './clock.ts';
import { commandName } from './command-name.ts';
import { paintOf } from './paint.ts';
import { reportError } from './report-error.ts';
import { progressLines } from './sync-progress.ts';
import { writeOutput } from './write-output.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-cli-'));
});

afterEach(() => rm(dir, { recursive: true }));

async function* chunks(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

test('a file appears whole, in the place of the old one', async () => {
  const { io } = createFakeIo({ cwd: dir });
  await writeFile(join(dir, 'out.txt'), 'old');
  await symlink(join(dir, 'out.txt'), join(dir, 'link'));
  await writeOutput(io, chunks('a', 'b'), 'out.txt');
  expect(await readFile(join(dir, 'out.txt'), 'utf8')).toBe('ab');
  await writeOutput(io, chunks('c'), 'link');
  expect(await readFile(join(dir, 'out.txt'), 'utf8')).toBe('c');
  expect((await readdir(dir)).sort()).toEqual(['link', 'out.txt']);
});

test('a failure half-way leaves the old file and nothing else', async () => {
  const { io } = createFakeIo({ cwd: dir });
  await writeFile(join(dir, 'out.txt'), 'old');
  async function* broken(): AsyncGenerator<string> {
    yield 'new';
    throw new Error('disk on fire');
  }
  await expect(writeOutput(io, broken(), 'out.txt')).rejects.toThrow('disk on fire');
  expect(await readFile(join(dir, 'out.txt'), 'utf8')).toBe('old');
  expect(await readdir(dir)).toEqual(['out.txt']);
});

test('an interrupted output ends with the reason of the signal', async () => {
  const controller = new AbortController();
  const { io } = createFakeIo({ cwd: dir, signal: controller.signal });
  async function* endless(): AsyncGenerator<string> {
    for (;;) {
      yield 'x';
      controller.abort(new Error('stopped'));
    }
  }
  await expect(writeOutput(io, endless(), 'out.txt')).rejects.toThrow('stopped');
  expect(await readdir(dir)).toEqual([]);
});

test('nobody may read the new file who could not read the old one', async () => {
  const { io } = createFakeIo({ cwd: dir });
  await writeFile(join(dir, 'out.txt'), 'old', { mode: 0o600 });
  await writeOutput(io, chunks('new'), 'out.txt');
  expect((await stat(join(dir, 'out.txt'))).mode & 0o777).toBe(0o600);
});

test('a full disk is told of with the file, whoever finds out', async () => {
  const { io } = createFakeIo({ cwd: dir });
  await expect(writeOutput(io, chunks('a'), '/dev/full')).rejects.toThrow(
    'There is no room left on the disk (/dev/full). Make room',
  );
});

test('what fails elsewhere is not told of the file', async () => {
  const { io } = createFakeIo({ cwd: dir });
  async function* broken(): AsyncGenerator<string> {
    yield await readFile(join(dir, 'none', 'in.txt'), 'utf8');
  }
  await expect(writeOutput(io, broken(), 'out.txt')).rejects.toThrow(join(dir, 'none'));
});

test('a folder that is missing, or in the way, is wrong usage', async () => {
  const { io } = createFakeIo({ cwd: dir });
  const wrong = expect.objectContaining({ code: 'config' });
  await expect(writeOutput(io, chunks(), 'none/out.txt')).rejects.toEqual(wrong);
  await expect(writeOutput(io, chunks(), '.')).rejects.toEqual(wrong);
  await writeFile(join(dir, 'file'), '');
  await expect(writeOutput(io, chunks(), 'file/out.txt')).rejects.toEqual(wrong);
  await expect(writeOutput(io, chunks(), 'x'.repeat(300))).rejects.toEqual(wrong);
});

test('CDR_NOW stops the clock, and says so', async () => {
  const { io, err } = createFakeIo({ env: { CDR_NOW: '2024-03-01T09:00:00+01:00' } });
  expect(clockOf(io).now()).toBe(Date.parse('2024-03-01T08:00:00Z'));
  expect(err()).toContain('2024-03-01T08:00:00.000Z');
  const wrong = createFakeIo({ env: { CDR_NOW: 'noon' } });
  expect(() => clockOf(wrong.io)).toThrow(/CDR_NOW is not an instant/);
});

test('a sleep ends with the reason of its signal', async () => {
  const clock = clockOf(createFakeIo().io);
  const controller = new AbortController();
  const sleep = clock.sleep(60_000, controller.signal);
  controller.abort(new Error('stopped'));
  await expect(sleep).rejects.toThrow('stopped');
  await expect(clock.sleep(0, controller.signal)).rejects.toThrow('stopped');
});

test('colours are for terminals alone, and NO_COLOR forbids them', () => {
  const paint = (surroundings: Parameters<typeof createFakeIo>[0]) => {
    const { io } = createFakeIo(surroundings);
    return paintOf(io.stdout, io)('red', 'x');
  };
  expect(paint({ terminal: 80 })).toBe('\u001b[31mx\u001b[39m');
  expect(paint({ terminal: 80, env: { NO_COLOR: '1' } })).toBe('x');
  expect(paint({})).toBe('x');
});

test.each([
  [new ConfigError({ what: 'no' }), 2],
  [new TransportError({ what: 'no' }), 1],
  [new Error('no'), 1],
])('%s is told without its stack unless asked for', (error, exitCode) => {
  const short = createFakeIo();
  expect(reportError(short.io, error, false)).toBe(exitCode);
  expect(short.err()).not.toContain('    at ');
  const long = createFakeIo();
  reportError(long.io, error, true);
  expect(long.err()).toContain('    at ');
});

test.each([
  [{ env: { CDR_COMMAND: 'npm run cdr --' }, script: '/x/main.js' }, 'npm run cdr --'],
  [{ env: { PATH: '/bin:/opt/bin' }, script: '/opt/bin/cdr' }, 'cdr'],
  [
    { env: { PATH: '/home/me/node_modules/.bin' }, script: '/home/me/node_modules/.bin/cdr' },
    'npx cdr',
  ],
  [{ env: {}, script: '/home/me/cli/dist/main.js' }, 'node cli/dist/main.js'],
  [{ env: {}, script: '/opt/my cdr/main.js' }, "node '/opt/my cdr/main.js'"],
  [
    { env: {}, script: '/home/me/main.ts', execArgv: ['--conditions=x'] },
    'node --conditions=x main.ts',
  ],
])('%j is called again as %s', (invocation, name) => {
  expect(commandName({ cwd: '/home/me', execArgv: [], ...invocation })).toBe(name);
});

test('progress shows every stream, or the open ones when they are many', () => {
  const stream = { label: 'warsaw', planned: 4, done: 1, rows: 1234, note: '' };
  expect(progressLines([stream])).toEqual([
    `warsaw ${'█'.repeat(6)}${'░'.repeat(18)} 1/4 slices, 1,234 rows`,
  ]);
  const done = Array.from({ length: 20 }, () => ({ ...stream, done: 4 }));
  expect(progressLines([...done, stream])).toHaveLength(2);
});
