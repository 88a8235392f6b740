import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findInstalledProviders } from './find-installed-providers.ts';
import { loadProvider } from './load-provider.ts';
import { loadVendorApi } from './load-vendor-api.ts';
import { nodeConditions } from './node-conditions.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cdr-providers-'));
});

afterEach(() => rm(root, { recursive: true }));

const stream = {
  id: 'calls',
  default: true,
  kind: 'calls',
  window: {
    axis: 'start',
    from: 'inclusive',
    to: 'exclusive',
    granularity: 'PT1S',
    maxSpan: null,
    overSpan: 'unknown',
    span: null,
    retention: null,
    margin: 'PT0S',
  },
  time: { request: 'utc', response: 'utc', precision: 'second' },
  paging: { kind: 'none', maxPageSize: null, total: 'none', order: 'unknown', cap: null },
  identity: 'id',
  finality: { settle: 'PT0S', revisit: 'PT0S', mutable: false },
  limits: { minPollInterval: 'PT0S', concurrency: 1, requestsPerSecond: null },
  filters: [],
  fields: ['startedAt'],
  dispositions: [],
};

const limits = { minPollInterval: 'PT0S', concurrency: 1, requestsPerSecond: null };
const sums = {
  id: 'sums',
  default: false,
  kind: 'statistics',
  interval: 'day',
  window: { calendarUnit: 'month', retention: null },
  time: { request: 'utc' },
  finality: { settle: 'P1D', revisit: 'P1D' },
  limits,
  values: ['inboundCalls'],
};
const notes = { id: 'notes', default: false, kind: 'notes', finality: { revisit: 'P3D' }, limits };

function source(id: string, spec: unknown = 1, streams: readonly unknown[] = [stream]): string {
  const manifest = {
    id,
    name: id,
    docs: [],
    timeZone: 'UTC',
    country: null,
    hosts: [],
    streams,
    recordings: null,
    identityEpoch: 0,
    mapperVersion: 0,
  };
  return `export default { spec: ${JSON.stringify(spec)}, manifest: ${JSON.stringify(manifest)}, options: { safeParse() {} }, createMapper() {}, connect() {} };`;
}

async function write(path: string, content: string): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

async function install(dir: string, name: string, code: string | null = source('test')) {
  const folder = join(dir, 'node_modules', name);
  const exports = {
    '.': { special: './special.js', default: './index.js' },
    './vendor-api': './vendor-api.js',
  };
  await write(
    join(folder, 'package.json'),
    JSON.stringify({ name, version: '1.2.3', type: 'module', exports }),
  );
  if (code !== null) await write(join(folder, 'index.js'), code);
  return folder;
}

const from = (...dirs: string[]) => ({ from: dirs.map((dir) => join(root, dir)) });

test('a short name means the package of this project, else one of others', async () => {
  await install('a', 'cdr-provider-thulium', source('theirs'));
  expect(await loadProvider('thulium', from('a'))).toMatchObject({
    package: 'cdr-provider-thulium',
    version: '1.2.3',
    provider: { manifest: { id: 'theirs' } },
  });
  await install('b', '@cdr/provider-thulium', source('ours'));
  expect((await loadProvider('thulium', from('a', 'b'))).provider.manifest.id).toBe('ours');
});

test('the first folder that leads to the package wins, and folders above count', async () => {
  await install('', '@cdr/provider-x', source('above'));
  await install('b', '@cdr/provider-x', source('below'));
  expect((await loadProvider('x', from('a/deep', 'b'))).provider.manifest.id).toBe('above');
  expect((await loadProvider('x', from('b', 'a/deep'))).provider.manifest.id).toBe('below');
});

test('a full package name and paths work as well', async () => {
  await install('a', '@acme/phones', source('acme'));
  expect((await loadProvider('@acme/phones', from('a'))).provider.manifest.id).toBe('acme');
  const folder = './node_modules/@acme/phones';
  expect((await loadProvider(folder, from('a'))).package).toBe('@acme/phones');
  const file = await write('a/mine.mjs', source('mine'));
  expect((await loadProvider('./mine.mjs', from('a'))).provider.manifest.id).toBe('mine');
  expect(await loadProvider(file, from('b'))).toMatchObject({ package: file, version: null });
  await write('a/folder/index.mjs', source('folder'));
  expect((await loadProvider('./folder', from('a'))).provider.manifest.id).toBe('folder');
  await expect(loadProvider('./nowhere', from('a'))).rejects.toThrow(/no provider at .*nowhere/);
});

test('a package is found through a symbolic link, as package managers make them', async () => {
  await install('real', '@cdr/provider-x', source('linked'));
  await mkdir(join(root, 'a/node_modules/@cdr'), { recursive: true });
  const target = join(root, 'real/node_modules/@cdr/provider-x');
  await symlink(target, join(root, 'a/node_modules/@cdr/provider-x'));
  expect((await loadProvider('x', from('a'))).provider.manifest.id).toBe('linked');
});

test('package conditions of the running Node are followed', async () => {
  const folder = await install('a', '@cdr/provider-x', source('built'));
  await write(join(folder, 'special.js'), source('special'));
  const conditions = nodeConditions(['--conditions=special'], '');
  const { provider } = await loadProvider('x', { ...from('a'), conditions });
  expect(provider.manifest.id).toBe('special');
  expect((await loadProvider('x', from('a'))).provider.manifest.id).toBe('built');
});

test('conditions come from the command line and from NODE_OPTIONS', () => {
  expect(
    nodeConditions(
      ['--enable-source-maps', '-C', 'a', '--conditions=b'],
      '--conditions=c  --max-old-space-size=99',
    ),
  ).toEqual(['node', 'import', 'module-sync', 'c', 'a', 'b']);
  expect(nodeConditions([], '')).toEqual(['node', 'import', 'module-sync']);
});

test('a missing provider is named with the command that installs it', async () => {
  await expect(loadProvider('soluno', from('a'))).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('npm install @cdr/provider-soluno'),
  });
  await expect(loadProvider('@acme/phones', from('a'))).rejects.toThrow('npm install @acme/phones');
});

test.each([
  ['a newer contract', source('x', 2), /needs a newer cdr/],
  ['an older contract', source('x', 0), /is too old.*npm install @cdr\/provider-x@latest/],
  ['another object', 'export default { hello: 1 };', /is not a provider/],
  ['no default export', 'export const provider = {};', /is not a provider/],
  [
    'a manifest with holes',
    'export default { spec: 1, manifest: { id: "x" } };',
    /is not a valid provider: manifest\.name: is missing/,
  ],
  [
    'a stream of a kind that nobody knows',
    source('x', 1, [stream, { ...sums, kind: 'faxes' }]),
    /is not a valid provider: manifest\.streams\[1\]\.kind: /,
  ],
  [
    'weeks that a month would cut',
    source('x', 1, [stream, { ...sums, interval: 'week' }]),
    /manifest\.streams\[1\]\.window\.calendarUnit: expected a unit that holds whole intervals/,
  ],
  [
    'notes without calls',
    source('x', 1, [{ ...notes, default: true }]),
    /manifest\.streams: expected notes behind a stream of calls that have ids/,
  ],
  [
    'statistics that nothing maps',
    source('x', 1, [stream, sums]),
    /has no function "createStatisticsMapper", which its streams need/,
  ],
  [
    'notes that nothing maps',
    source('x', 1, [stream, notes]),
    /has no function "createNoteMapper", which its streams need/,
  ],
  ['a module that throws', 'throw new Error("out of order");', /can't be loaded: out of order/],
  ['a package without its entry', null, /entry is missing/],
])('%s is refused with a reason', async (_, code, reason) => {
  await install('a', '@cdr/provider-x', code);
  await expect(loadProvider('x', from('a'))).rejects.toMatchObject({
    code: 'config',
    message: expect.stringMatching(reason),
  });
});

test('the vendor API is the module beside the provider', async () => {
  const folder = await install('a', '@cdr/provider-x');
  await expect(loadVendorApi('x', from('a'))).rejects.toThrow(/does not speak its vendor's API/);
  await write(join(folder, 'vendor-api.js'), 'export const createVendorApi = () => {};');
  await expect(loadVendorApi('x', from('a'))).rejects.toThrow(/must export/);
});

test('the vendor API of a path stands beside it', async () => {
  await write('a/mine.mjs', source('mine'));
  await write(
    'a/vendor-api.mjs',
    'export const createVendorApi = () => {}; export const describeVendorApi = () => ({});',
  );
  const api = await loadVendorApi('./mine.mjs', from('a'));
  expect(Object.keys(api)).toEqual(['createVendorApi', 'describeVendorApi']);
});

test('installed providers are listed by name, broken ones with the reason', async () => {
  await install('a', '@cdr/provider-kit');
  await install('a', '@cdr/provider-zeta');
  await install('a', 'cdr-provider-zeta');
  await install('a', 'cdr-provider-alpha');
  await install('a', '@acme/cdr-provider-phones');
  await install('a', '@acme/provider-of-something-else');
  await install('', '@cdr/provider-broken', 'export default 1;');
  const found = await findInstalledProviders(from('a', 'nowhere'));
  expect(found.map((one) => [one.name, one.ok ? one.loaded.package : one.reason])).toEqual([
    ['@acme/cdr-provider-phones', '@acme/cdr-provider-phones'],
    ['alpha', 'cdr-provider-alpha'],
    ['broken', expect.stringContaining('@cdr/provider-broken is not a provider')],
    ['zeta', '@cdr/provider-zeta'],
  ]);
});
