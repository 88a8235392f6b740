import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openScratchWorkspace, runProgram } from '@cdr/new-provider';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Consumer, openConsumer } from './consumer.ts';
import { type LocalRegistry, openLocalRegistry } from './local-registry.ts';
import { buildPackages, listShippedPackages, packFolder, packWorkspace } from './pack-packages.ts';
import { readDeployment } from './read-deployment.ts';

// Hooks build everything, where nothing is built yet.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

const shipped = await listShippedPackages();
const ours = shipped.filter(({ name }) => /^@cdr\/provider-(?!kit$)/.test(name));
const served = ours.filter(({ entries }) => entries.some((own) => own.endsWith('/vendor-api')));
const acme = '@acme/cdr-provider-acme';
const future = '@acme/cdr-provider-future';

let packed: string;
let registry: LocalRegistry;
let office: Consumer;

beforeAll(async () => {
  packed = await mkdtemp(join(tmpdir(), 'cdr-packed-'));
  registry = await openLocalRegistry();
  await buildPackages();
  for (const tarball of [
    ...(await packWorkspace(packed)),
    ...(await packFolder(join(import.meta.dirname, '__fixtures__/future-provider'), packed)),
    ...(await packAcme()),
  ]) {
    await registry.publish(tarball);
  }
  office = await openConsumer(registry.url, ['@cdr', '@acme']);
});

afterAll(async () => {
  registry.close();
  await Promise.all([office.close(), rm(packed, { recursive: true })]);
});

/** A provider of somebody else, begun as `pnpm new provider` does. */
async function packAcme(): Promise<string[]> {
  const workspace = await openScratchWorkspace();
  try {
    const folder = await workspace.addProvider(acme);
    expect(await workspace.run('tsup', [], folder)).toMatchObject({ code: 0 });
    return await packFolder(folder, packed);
  } finally {
    await workspace.close();
  }
}

describe('an empty project with the command and one provider', () => {
  it.each([...served.map(({ name }) => name), acme])('reads a vendor with %s', async (name) => {
    await office.install('@cdr/cli', name);
    const listed = JSON.parse((await office.run('cdr', 'providers', '--json')).stdout);
    expect(listed).toMatchObject([{ package: name, version: '1.0.0' }]);
    const [{ name: provider }] = listed;

    await office.during(['cdr', 'emulate', provider, '--calls=40', '--json'], 1, async ([line]) => {
      await readVendor({ ...JSON.parse(line ?? '').source, streams: ['calls'] });
    });
  });

  it('reads files with @cdr/provider-asterisk', async () => {
    await office.install('@cdr/cli', '@cdr/provider-asterisk');
    const started = new Date(Date.now() - 3_600_000);
    const start = started.toISOString().slice(0, 19).replace('T', ' ');
    const id = `${Math.floor(started.getTime() / 1000)}.1`;
    await office.write(
      'logs/Master.csv',
      `"","101","102","inside","<101>","SIP/101-1","SIP/102-1","Dial","SIP/102","${start}",,"${start}",0,0,"BUSY","DOCUMENTATION","${id}",""\n`,
    );
    const path = join(office.folder, 'logs/Master.csv');
    await readVendor({ provider: 'asterisk', options: { path, wholeHistory: true } });
  });
});

/** Goes the way that everybody goes, and demands calls in the end. */
async function readVendor(source: object): Promise<void> {
  await rm(join(office.folder, 'cdr.duckdb'), { force: true });
  await configure(office, { office: source });
  expect(await office.run('cdr', 'check')).toMatchObject({ code: 0, stderr: '' });
  const synced = await office.run('cdr', 'sync', '--json');
  expect(synced).toMatchObject({ code: 0 });
  const [report] = JSON.parse(synced.stdout).sources;
  expect(report).toMatchObject({ status: 'complete', gaps: [] });
  const { stdout } = await office.run('cdr', 'calls', '--format=ndjson');
  const calls = stdout.trim().split('\n');
  expect(calls.map((line) => JSON.parse(line).source)).toContain('office');
  expect(calls).toHaveLength(report.rows.inserted);
}

async function configure(consumer: Consumer, sources: Record<string, object>): Promise<void> {
  const store = { kind: 'duckdb', path: 'cdr.duckdb' };
  await consumer.write('cdr.config.json', { store, sources });
}

describe('a provider that cannot be used', () => {
  it('is refused when it speaks a newer contract', async () => {
    await office.install('@cdr/cli', future);
    await configure(office, { office: { provider: future, options: {} } });
    const { code, stderr } = await office.run('cdr', 'check');
    expect(code).toBe(2);
    expect(stderr).toContain(`${future} needs a newer cdr: it speaks version 2`);
    expect(stderr).toContain('update @cdr/cli');
    expect(await office.run('cdr', 'providers')).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining(`${future} needs a newer cdr`),
    });
  });

  it('is missing, and the error says how to install it', async () => {
    await office.install('@cdr/cli');
    await configure(office, { office: { provider: 'thulium', options: {} } });
    const { code, stderr } = await office.run('cdr', 'check');
    expect(code).toBe(2);
    const [, name = ''] = /npm install (\S+?)\.? /.exec(stderr) ?? [];
    await office.install('@cdr/cli', name);
    const listed = JSON.parse((await office.run('cdr', 'providers', '--json')).stdout);
    expect(listed).toMatchObject([{ name: 'thulium' }]);
  });
});

describe('the files of deploy', async () => {
  const deployment = await readDeployment();
  let machine: Consumer;

  beforeAll(async () => {
    machine = await openConsumer(registry.url, ['@cdr']);
  });

  afterAll(() => machine.close());

  it.each(['Dockerfile', 'cdr.service'] as const)('install and serve as %s says', async (file) => {
    const installed = await runProgram('sh', ['-c', deployment.install[file]], machine.folder);
    expect(installed).toMatchObject({ code: 0 });
    const [program, ...parameters] = deployment.start[file];
    expect(program).toBe('/opt/cdr/node_modules/.bin/cdr');
    await machine.during(['cdr', ...parameters, '--port=0'], 1, async ([line = '']) => {
      const [, port = ''] = /http:.*:(\d+)/.exec(line) ?? [];
      const [node = '', ...check] = deployment.health.map((word) => word.replace('8080', port));
      expect(await runProgram(node, check)).toMatchObject({ code: 0 });
      const nobody = check.map((word) => word.replace(port, '9'));
      expect(await runProgram(node, nobody)).toMatchObject({ code: 1 });
    });
  });
});

async function asInstalledHere(name: string): Promise<string> {
  const manifest = join(import.meta.dirname, '../node_modules', name, 'package.json');
  return `${name}@${JSON.parse(await readFile(manifest, 'utf8')).version}`;
}

describe('every package', () => {
  const entries = shipped.flatMap((own) => own.entries);
  let library: Consumer;

  beforeAll(async () => {
    library = await openConsumer(registry.url, ['@cdr', '@acme']);
    const tools = await Promise.all(['@types/node', 'vitest'].map(asInstalledHere));
    await library.install(...shipped.map(({ name }) => name), acme, ...tools);
  });

  afterAll(() => library.close());

  it('is installed, and nothing else of the workspace with it', async () => {
    const installed = await readdir(join(library.folder, 'node_modules/@cdr'));
    const names = shipped.map(({ name }) => name);
    expect(installed.map((name) => `@cdr/${name}`).sort()).toEqual(names.sort());
  });

  it('can be imported', async () => {
    // The kit is for programs that run under vitest: see below.
    const imported = entries.filter((own) => own !== '@cdr/testkit');
    await library.write('import.js', imported.map((own) => `await import('${own}');`).join('\n'));
    const run = await runProgram('node', ['import.js'], library.folder);
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });

  it('works beside others in one config: calls, statistics and notes, of ours and of somebody else', async () => {
    const names = ['telecomx', 'ccrm', acme];
    const emulate = ['cdr', 'emulate', ...names, '--calls=60', '--json'];
    await library.during(emulate, names.length, async (lines) => {
      const sources = lines.map((line) => JSON.parse(line).source);
      const streams = ['statistics-day', 'calls'];
      await configure(
        library,
        Object.fromEntries(
          sources.map((own) => [
            own.provider === acme ? 'theirs' : own.provider,
            own.provider === 'telecomx' ? { ...own, streams } : own,
          ]),
        ),
      );
      const synced = await library.run('cdr', 'sync', '--json');
      expect(synced).toMatchObject({ code: 0 });
      const inserted = Object.fromEntries(
        JSON.parse(synced.stdout).sources.flatMap(
          (own: { source: string; streams: { stream: string; rows: { inserted: number } }[] }) =>
            own.streams.map(({ stream, rows }) => [`${own.source}/${stream}`, rows.inserted]),
        ),
      );
      expect(Object.keys(inserted).sort()).toEqual([
        ...['ccrm/calls', 'ccrm/notes', 'telecomx/calls', 'telecomx/statistics-day'],
        'theirs/calls',
      ]);
      expect(Object.values(inserted).every((count) => Number(count) > 0)).toBe(true);
    });
    const notes = await library.run('cdr', 'notes', '--format=ndjson');
    expect(notes.stdout).toContain('"source":"ccrm"');
    const figures = async (...options: string[]) => {
      const { stdout } = await library.run('cdr', 'stats', '--format=json', ...options);
      return JSON.parse(stdout).rows;
    };
    const bySource = await figures('--by=source', '--origin=computed');
    expect(bySource.map(({ source }: { source: string }) => source).sort()).toEqual([
      ...['ccrm', 'telecomx', 'theirs'],
    ]);
    expect(await figures('--by=agent', '--origin=vendor')).not.toEqual([]);
  });

  it('lets authors elsewhere hold their provider to the contract', async () => {
    const file = join(import.meta.dirname, '../../provider-template/src/conformance.test.ts');
    const test = (await readFile(file, 'utf8'))
      .replace("'./index.ts'", `'${acme}'`)
      .replace("'./vendor-api.ts'", `'${acme}/vendor-api'`);
    await library.write('conformance.test.ts', test);
    expect(await library.run('vitest', 'run')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Tests +\d{2,} passed/),
    });
  });

  it.concurrent.each([
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ])('has types for moduleResolution %s', async (moduleResolution, module) => {
    const providers = [acme, ...ours.map(({ name }) => name)];
    const code = [
      ...entries.map((own, index) => `import * as entry${index} from '${own}';`),
      ...providers.map((own, index) => `import provider${index} from '${own}';`),
      "import type { Provider } from '@cdr/core';",
      `export const entries = [${entries.map((_, index) => `entry${index}`).join(', ')}];`,
      `export const providers: Provider[] = [${providers.map((_, index) => `provider${index}`).join(', ')}];`,
    ];
    await library.write(`${moduleResolution}/index.ts`, code.join('\n'));
    await library.write(`${moduleResolution}/tsconfig.json`, {
      compilerOptions: { moduleResolution, module, target: 'es2023', strict: true, noEmit: true },
    });
    const tsc = resolve(import.meta.dirname, '../node_modules/.bin/tsc');
    const run = await runProgram(tsc, ['-p', moduleResolution], library.folder);
    expect(run).toMatchObject({ code: 0, stdout: '' });
  });
});
