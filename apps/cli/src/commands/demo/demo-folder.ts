import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '@cdr/core';

/** Tells a folder that the demo made from one that it must not touch. */
const marker = '.cdr-demo';
const ownFiles = ['cdr.config.json', 'cdr.duckdb', 'cdr.duckdb.wal'];

/**
 * Makes the folder ready: new, or freed of what an earlier demo left. Throws `ConfigError` for a
 * folder that holds anything and wasn't made by a demo.
 */
export async function prepareDemoFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const names = await readdir(dir);
  if (names.length > 0 && !names.includes(marker)) {
    throw new ConfigError({
      what: `${dir} holds files that are not the demo's`,
      todo: 'Name another folder with --dir',
    });
  }
  await Promise.all(ownFiles.map((name) => rm(join(dir, name), { force: true })));
  await writeFile(join(dir, marker), 'Written by cdr demo, which replaces its files here.\n');
}
