import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Store } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MovingCall, putCalls } from '../__fixtures__/moving-calls.ts';
import { pathsIn } from '../__fixtures__/paths-in.ts';
import { readFileRows, readLake, readLakeIds } from '../__fixtures__/read-lake.ts';
import { createTemporaryFolder } from '../__fixtures__/temporary-folder.ts';
import { writeDurably } from './durable-files.ts';
import { exportLake, type LakeOptions } from './export-lake.ts';

const sources = ['warsaw', 'hanoi'];
const first: MovingCall[] = [
  { source: 'warsaw', number: 1, month: 1, version: 1 },
  { source: 'warsaw', number: 2, month: 1, version: 1 },
  { source: 'warsaw', number: 3, month: 3, version: 1 },
  { source: 'hanoi', number: 1, month: 12, version: 1 },
];

async function storeOf(calls: readonly MovingCall[]): Promise<Store> {
  const store = createMemoryStore(() => 0);
  await putCalls(store, calls);
  return store;
}

/** What the store itself says, as one file. */
async function rowsOf(store: Store): Promise<string[]> {
  await using folder = await createTemporaryFolder();
  const file = folder.file('all.parquet');
  await store.snapshot((calls) => writeDurably(file, calls.parquet()));
  return await readFileRows(file);
}

function filesIn(dir: string): Promise<string[]> {
  return pathsIn(dir, '**/*.parquet');
}

test('a file for each month and source, which say what the store says', async () => {
  await using folder = await createTemporaryFolder();
  const store = await storeOf(first);
  const report = await exportLake(store, { dir: folder.path, sources });
  expect(report).toEqual({ written: 3, removed: 0, unchanged: 0, calls: 4 });
  expect(await filesIn(folder.path)).toEqual([
    'source=hanoi/year=2024/month=12/calls.parquet',
    'source=warsaw/year=2024/month=1/calls.parquet',
    'source=warsaw/year=2024/month=3/calls.parquet',
  ]);
  expect(await readLake(folder.path)).toEqual(await rowsOf(store));
});

test('only months whose calls have changed are written again', async () => {
  await using folder = await createTemporaryFolder();
  const options = { dir: folder.path, sources };
  await exportLake(await storeOf(first), options);
  expect(await exportLake(await storeOf(first), options)).toMatchObject({
    written: 0,
    unchanged: 3,
  });
  const changed = await storeOf(
    first.map((call, at) => (at === 2 ? { ...call, version: 2 } : call)),
  );
  const told: unknown[] = [];
  const onMonth: LakeOptions['onMonth'] = ({ source, month }) => told.push([source, month]);
  expect(await exportLake(changed, { ...options, onMonth })).toMatchObject({ written: 1 });
  expect(told).toEqual([['warsaw', 3]]);
  expect(await readLake(folder.path)).toEqual(await rowsOf(changed));
});

test('a call that moved is in its new month alone, and an emptied month is gone', async () => {
  await using folder = await createTemporaryFolder();
  const options = { dir: folder.path, sources };
  await exportLake(await storeOf(first), options);
  const moved = await storeOf(
    first.map((call) => (call.number === 3 ? { ...call, month: 1 } : call)),
  );
  const report = await exportLake(moved, options);
  expect(report).toEqual({ written: 1, removed: 1, unchanged: 1, calls: 4 });
  expect(await readLake(folder.path)).toEqual(await rowsOf(moved));
  expect(await filesIn(folder.path)).not.toContain('source=warsaw/year=2024/month=3/calls.parquet');
  await exportLake(await storeOf([]), options);
  expect(await filesIn(folder.path)).toEqual([]);
  expect(await pathsIn(folder.path, 'source=*')).toEqual([]);
});

test('sources that are not asked for stay as they are', async () => {
  await using folder = await createTemporaryFolder();
  const options = { dir: folder.path, sources };
  await exportLake(await storeOf(first), options);
  await exportLake(await storeOf([]), { ...options, sources: ['warsaw'] });
  expect(await filesIn(folder.path)).toEqual(['source=hanoi/year=2024/month=12/calls.parquet']);
});

test('a lake of some calls keeps to its choice, and refuses another', async () => {
  await using folder = await createTemporaryFolder();
  const options = { dir: folder.path, sources, filter: { id: ['warsaw:1', 'warsaw:3'] } };
  const store = await storeOf(first);
  await exportLake(store, options);
  expect(await readLakeIds(folder.path)).toEqual(['warsaw:1', 'warsaw:3']);
  await expect(exportLake(store, { dir: folder.path, sources })).rejects.toThrow(
    /holds another choice of calls/,
  );
});

test('files that somebody took away or changed are written again, without the bookkeeping all are', async () => {
  await using folder = await createTemporaryFolder();
  const options = { dir: folder.path, sources };
  const store = await storeOf(first);
  await exportLake(store, options);
  await rm(folder.file('source=warsaw/year=2024/month=1/calls.parquet'));
  await writeFile(folder.file('source=hanoi/year=2024/month=12/calls.parquet'), 'torn');
  expect(await exportLake(store, options)).toMatchObject({ written: 2, unchanged: 1 });
  await writeFile(folder.file('_cdr/state.json'), '{"version":');
  expect(await exportLake(store, options)).toMatchObject({ written: 3 });
  expect(await readLake(folder.path)).toEqual(await rowsOf(store));
});

test('leftovers of an export that was stopped go, other files stay', async () => {
  await using folder = await createTemporaryFolder();
  await mkdir(folder.file('_cdr/parts'), { recursive: true });
  await writeFile(folder.file('_cdr/parts/warsaw-2024-1.part'), 'half');
  await writeFile(folder.file('README.md'), 'ours');
  await exportLake(await storeOf(first), { dir: folder.path, sources });
  expect(await pathsIn(folder.path, '_cdr/parts/*')).toEqual([]);
  expect(await pathsIn(folder.path, '*.md')).toEqual(['README.md']);
});

test('a file that can not be made leaves no half of it behind', async () => {
  await using folder = await createTemporaryFolder();
  const store = await storeOf(first);
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half');
    throw new Error('no room left');
  }
  const full: Store = {
    ...store,
    snapshot: (work) => store.snapshot((calls) => work({ ...calls, parquet: failing })),
  };
  await expect(exportLake(full, { dir: folder.path, sources })).rejects.toThrow('no room left');
  expect(await pathsIn(folder.path, '**/*.part*')).toEqual([]);
});

const movingCall = fc.record({
  source: fc.constantFrom(...sources),
  number: fc.nat(7),
  month: fc.integer({ min: 1, max: 4 }),
  version: fc.nat(2),
});
const round = fc.record({
  calls: fc.uniqueArray(movingCall, {
    maxLength: 10,
    selector: ({ source, number }) => `${source}:${number}`,
  }),
  /** The export stops when so many files were made, or are in their places. */
  stopAt: fc.record({ made: fc.nat(6), placed: fc.nat(6) }),
});

test('wherever exports stop, no call is in two files, and the next export puts all right', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
      await using folder = await createTemporaryFolder();
      const store = createMemoryStore(() => 0);
      for (const { calls, stopAt } of rounds) {
        await putCalls(store, calls);
        await exportLake(stoppingStore(store, stopAt.made), {
          dir: folder.path,
          sources,
          onMonth: stopAfter(stopAt.placed),
        }).catch(expectStop);
        const ids = await readLakeIds(folder.path);
        expect(ids).toEqual([...new Set(ids)]);
      }
      await exportLake(store, { dir: folder.path, sources });
      expect(await readLake(folder.path)).toEqual(await rowsOf(store));
    }),
    { numRuns: 30 },
  );
}, 240_000);

test('an export that is killed leaves whole files without doubles, and the next one puts all right', async () => {
  await using folder = await createTemporaryFolder();
  const dir = folder.file('lake');
  const script = fileURLToPath(new URL('../__fixtures__/export-forever.ts', import.meta.url));
  for (let kill = 0; kill < 8; kill += 1) {
    const child = spawn(process.execPath, ['--conditions=@cdr/source', script, dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * 200);
    await once(child, 'exit');
    clearTimeout(timer);
    const ids = await readLakeIds(dir);
    expect(ids).toEqual([...new Set(ids)]);
  }
  const store = await storeOf(first);
  await exportLake(store, { dir, sources });
  expect(await readLake(dir)).toEqual(await rowsOf(store));
  expect(await pathsIn(dir, '_cdr/**/*.part')).toEqual([]);
}, 240_000);

class Stop extends Error {}

function expectStop(error: unknown): void {
  expect(error).toBeInstanceOf(Stop);
}

function stopAfter(count: number): () => void {
  let left = count;
  return () => {
    left -= 1;
    if (left < 0) throw new Stop();
  };
}

/** A store whose snapshots give so many files, and the half of another one. */
function stoppingStore(store: Store, files: number): Store {
  const stop = stopAfter(files);
  return {
    ...store,
    snapshot: (work) =>
      store.snapshot((calls) =>
        work({
          ...calls,
          async *parquet(request) {
            for await (const chunk of calls.parquet(request)) {
              yield chunk.subarray(0, chunk.length / 2);
              stop();
              yield chunk.subarray(chunk.length / 2);
            }
          },
        }),
      ),
  };
}
