import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CdrError } from '@cdr/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-config-'));
});

afterEach(() => rm(dir, { recursive: true }));

const minimal = { sources: { warsaw: { provider: 'thulium' } } };

async function write(name: string, content: unknown): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function load(env: Record<string, string> = {}, cwd = dir) {
  return loadConfig({ cwd, env });
}

async function problem(config: unknown): Promise<string> {
  await write('cdr.config.json', config);
  const error = await load().catch((thrown: unknown) => thrown);
  expect(CdrError.isInstance(error) && error.code).toBe('config');
  return CdrError.isInstance(error) ? error.message : '';
}

test('the config is found in a folder above, with defaults and paths from its own folder', async () => {
  const path = await write('cdr.config.json', minimal);
  const below = join(dir, 'a', 'b');
  await mkdir(below, { recursive: true });
  expect(await load({}, below)).toEqual({
    path,
    dir,
    config: {
      store: { kind: 'duckdb', path: join(dir, 'cdr.duckdb') },
      sources: { warsaw: { provider: 'thulium', attemptTimeout: 'PT30S', options: {} } },
      raw: 'keep',
      people: {},
      webhooks: [],
      audit: {},
      server: {
        requestsPerMinute: 6000,
        requestTimeout: 'PT30S',
        idleTimeout: 'PT5M',
        maxEventLoopDelay: 'PT1S',
        trustedProxies: [],
      },
    },
  });
});

test('a named file is taken from the working directory', async () => {
  const path = await write('other.json', minimal);
  expect((await loadConfig({ cwd: dir, env: {}, file: 'other.json' })).path).toBe(path);
  await expect(loadConfig({ cwd: dir, env: {}, file: 'none.json' })).rejects.toThrow(/none\.json/);
});

test('without a config the error tells how to write one', async () => {
  await expect(load()).rejects.toThrow(/cdr init.*--config/);
});

test.each([
  [
    'cdr.config.ts',
    'const provider: string = "thulium";\nexport default { sources: { warsaw: { provider } } };',
  ],
  ['cdr.config.mjs', 'export default { sources: { warsaw: { provider: "thulium" } } };'],
  ['cdr.config.js', 'module.exports = { sources: { warsaw: { provider: "thulium" } } };'],
  ['cdr.config.yaml', 'sources:\n  warsaw:\n    provider: thulium\n'],
  ['cdr.config.yml', 'sources: { warsaw: { provider: thulium } }'],
])('%s is read as well', async (name, content) => {
  await write(name, content);
  expect(Object.keys((await load()).config.sources)).toEqual(['warsaw']);
});

test('a byte order mark does no harm', async () => {
  await write('cdr.config.json', `\uFEFF${JSON.stringify(minimal)}`);
  expect(Object.keys((await load()).config.sources)).toEqual(['warsaw']);
});

test('variables come from the environment, then from .env beside the config', async () => {
  await write('.env', 'FROM_FILE=file\nBOTH="file"\n');
  await write('cdr.config.json', {
    sources: {
      warsaw: { provider: 'thulium', options: { a: '${FROM_FILE}', deep: { b: ['${BOTH}'] } } },
    },
  });
  const { config } = await load({ BOTH: 'environment' });
  expect(config.sources.warsaw?.options).toEqual({ a: 'file', deep: { b: ['environment'] } });
});

test('a missing variable is named with its key path and file', async () => {
  const message = await problem({
    sources: { warsaw: { provider: 'thulium', options: { password: '${THULIUM_PASSWORD}' } } },
  });
  expect(message).toContain('sources.warsaw.options.password');
  expect(message).toContain('THULIUM_PASSWORD');
  expect(message).toContain('cdr.config.json');
});

test('broken JSON is told by line and column, without its text', async () => {
  const message = await problem('{\n  "sources": {\n    "password" "hunter2"\n');
  expect(message).toContain('line 3, column 16');
  expect(message).not.toContain('hunter2');
});

test('broken YAML is told by line and column, without its text', async () => {
  await write('cdr.config.yaml', 'sources:\n  a: "hunter2\n');
  const error: unknown = await load().catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/line \d+, column \d+/);
  expect(String(error)).not.toContain('hunter2');
});

test('a module without a default export says so', async () => {
  await write('cdr.config.mjs', 'export const config = {};');
  await expect(load()).rejects.toThrow(/default export/);
});

test('several problems are told at once', async () => {
  const message = await problem({ sorces: {}, store: { kind: 'duckdb' } });
  expect(message).toContain('unknown key "sorces", did you mean "sources"?');
  expect(message).toContain('store.path: is missing');
});

test.each([
  [{ ...minimal, people: { Anna: 'warsaw' } }, /people\.Anna: /],
  [{ ...minimal, lake: {} }, /lake: /],
  [{ ...minimal, server: { requestsPerMinute: 0 } }, /server\.requestsPerMinute: /],
  [{ ...minimal, server: { idleTimeout: 'PT0S' } }, /idleTimeout: expected more than nothing/],
  [
    { ...minimal, server: { requestTimeout: 'P1M' } },
    /requestTimeout: expected a duration of fixed/,
  ],
  [
    { ...minimal, server: { trustedProxies: ['proxy'] } },
    /trustedProxies\[0\]: expected an address/,
  ],
  [{ ...minimal, server: { trustedProxies: ['10.0.0.0/33'] } }, /trustedProxies\[0\]: expected an/],
  [{ ...minimal, store: { kind: 'postgres', url: 'postgres:///' } }, /does not support PostgreSQL/],
  [{ sources: { a: { provider: 'x', serveAs: [] } } }, /serveAs: expected the name of a provider/],
  [{ sources: { a: { provider: 'x', serveAs: 7 } } }, /serveAs: expected the name of a provider/],
  [
    { sources: { a: { provider: 'x', serveAs: [7] } } },
    /serveAs\[0\]: expected the name of a provider/,
  ],
  [{ sources: { a: { provider: 'x', keepFor: '2 years' } } }, /keepFor: expected an ISO 8601/],
  [{ sources: { a: { provider: 'x', timeZone: 'Europe/Warszawa' } } }, /timeZone: not a time zone/],
  [{ sources: { a: { provider: 'x', since: 'last year' } } }, /since: expected an instant/],
  [{ sources: { a: { provider: 'x', country: 'pl' } } }, /country: expected a country code/],
  [{ sources: { a: { provider: 'x', extensions: '(' } } }, /extensions: not a regular expression/],
  [
    { sources: { a: { provider: 'x', lookback: 'P1M' } } },
    /lookback: expected a duration of fixed/,
  ],
  [{ sources: { a: { provider: 'x', lookback: '1 day' } } }, /lookback: expected an ISO 8601/],
  [{ sources: { a: { provider: 'x', attemptTimeout: 'PT0S' } } }, /attemptTimeout: expected more/],
  [{ sources: { a: { provider: 'x', concurrency: 0 } } }, /concurrency: too small/],
  [{ sources: { 'a:b': { provider: 'x' } } }, /sources\["a:b"\]: a source is named by/],
  [{ ...minimal, raw: 'forever' }, /raw: expected "keep", "none" or a duration/],
  [[], /expected object/],
])('%j is refused', async (config, message) => {
  expect(await problem(config)).toMatch(message);
});

test('durations, zones and streams are taken as given', async () => {
  const source = {
    provider: './my-provider.ts',
    timeZone: 'Asia/Kolkata',
    since: '2024-01-01 08:00',
    country: 'PL',
    extensions: '^\\d{3}$',
    lookback: 'P2D',
    concurrency: 2,
    attemptTimeout: 'PT5S',
    streams: ['calls'],
    options: { a: 1 },
  };
  await write('cdr.config.json', { raw: 'P1Y', sources: { a: source } });
  expect((await load()).config).toMatchObject({ raw: 'P1Y', sources: { a: source } });
});

test.each([
  ['soluno', ['soluno']],
  [
    ['thulium', 'soluno'],
    ['thulium', 'soluno'],
  ],
])('a source is served as %j', async (serveAs, served) => {
  await write('cdr.config.json', { sources: { a: { provider: 'x', serveAs } } });
  expect((await load()).config.sources.a?.serveAs).toEqual(served);
});
