import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { runScript } from '../__fixtures__/run-script.ts';
import { sliceReading, sliceRows } from '../__fixtures__/slices.ts';
import { createTemporaryFolder } from '../__fixtures__/temporary-folder.ts';
import { openDuckDbStore } from './open-duckdb-store.ts';

const now = () => 0;

describe('openDuckDbStore', () => {
  it('makes the file and the folders that it lies in', async () => {
    await using folder = await createTemporaryFolder();
    const path = folder.file('a/b/cdr.duckdb');
    const store = await openDuckDbStore({ path, now });
    expect(await store.count()).toBe(0);
    await store.close();
    expect(await readdir(folder.file('a/b'))).toEqual(['cdr.duckdb']);
  });

  it('names the process that holds the file, and its command', async () => {
    await using folder = await createTemporaryFolder();
    const path = folder.file('cdr.duckdb');
    const holder = runScript('hold-store.ts', [path, '--token', 'secret']);
    expect(await holder.nextLine()).toBe('open 0');
    const failure = await openDuckDbStore({ path, now }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'store-busy', where: path });
    expect(String(failure)).toContain(`Process ${holder.pid} (`);
    expect(String(failure)).toContain('hold-store.ts');
    expect(String(failure)).not.toContain('secret');
    holder.endInput();
    await holder.ended;
    await (await openDuckDbStore({ path, now })).close();
  });

  it('gives the file back when it is closed, to other processes and to its own', async () => {
    await using folder = await createTemporaryFolder();
    const path = folder.file('cdr.duckdb');
    for (let round = 1; round <= 3; round += 1) {
      const store = await openDuckDbStore({ path, now });
      await store.commit(sliceReading(round, 1));
      await store.close();
      const other = runScript('hold-store.ts', [path]);
      expect(await other.nextLine()).toBe(`open ${round * sliceRows}`);
      other.endInput();
      await other.ended;
    }
  });

  it('lets one process open the file twice, and keeps the commits of both', async () => {
    await using folder = await createTemporaryFolder();
    const path = folder.file('cdr.duckdb');
    await (await openDuckDbStore({ path, now })).close();
    await symlink(path, folder.file('link.duckdb'));
    const [one, two] = await Promise.all([
      openDuckDbStore({ path, now }),
      openDuckDbStore({ path: folder.file('link.duckdb'), now }),
    ]);
    const before = two.revision();
    await one.commit(sliceReading(0, 1));
    expect(two.revision()).not.toBe(before);
    await Promise.all([
      one.commit(sliceReading(0, 1)),
      two.commit(sliceReading(1, 1)),
      one.commit(sliceReading(2, 1)),
    ]);
    await one.close();
    expect(await two.count()).toBe(3 * sliceRows);
    const closing = two.close();
    const again = await openDuckDbStore({ path, now });
    await closing;
    expect(await again.coverage()).toMatchObject([{ rows: 3 * sliceRows }]);
    await again.close();
  });

  it('says so when the file is no DuckDB file', async () => {
    await using folder = await createTemporaryFolder();
    const path = folder.file('cdr.duckdb');
    await writeFile(path, 'id;number\n'.repeat(2000));
    await expect(openDuckDbStore({ path, now })).rejects.toMatchObject({
      code: 'store',
      what: 'The file is no DuckDB database',
      where: path,
    });
    await mkdir(folder.file('folder'));
    await expect(openDuckDbStore({ path: folder.file('folder'), now })).rejects.toMatchObject({
      code: 'store',
      where: folder.file('folder'),
    });
  });

  it('refuses a file whose tables are of a later version', async () => {
    await using folder = await createTemporaryFolder();
    const path = folder.file('cdr.duckdb');
    await (await openDuckDbStore({ path, now })).close();
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run("INSERT INTO schema_migrations VALUES (1000, 'later', now())");
    connection.closeSync();
    instance.closeSync();
    await expect(openDuckDbStore({ path, now })).rejects.toMatchObject({
      code: 'store',
      what: expect.stringContaining('version 1000'),
      todo: 'Update cdr',
    });
  });

  it('takes limits of memory and threads, and says so when one makes no sense', async () => {
    await using folder = await createTemporaryFolder();
    const path = folder.file('cdr.duckdb');
    const store = await openDuckDbStore({ path, now, memoryLimit: '200MB', threads: 1 });
    await store.commit(sliceReading(0, 1));
    await store.close();
    await expect(openDuckDbStore({ path, now, memoryLimit: 'plenty' })).rejects.toMatchObject({
      code: 'store',
    });
  });
});
