import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from '@cdr/core';
import { configFileNames } from './read-config-file.ts';

/**
 * The absolute path of the config: `file` when it is given (relative to `cwd`), else the first
 * `cdr.config.*` in `cwd` or a folder above it. Throws `ConfigError` when there is none.
 */
export async function findConfig(cwd: string, file?: string): Promise<string> {
  if (file !== undefined) {
    const path = resolve(cwd, file);
    if (await exists(path)) return path;
    throw new ConfigError({ what: `There is no config file ${path}` });
  }
  for (let dir = resolve(cwd); ; dir = dirname(dir)) {
    for (const name of configFileNames) {
      const path = join(dir, name);
      if (await exists(path)) return path;
    }
    if (dir === dirname(dir)) break;
  }
  throw new ConfigError({
    what: `There is no cdr.config.json in ${resolve(cwd)}, nor in any folder above it`,
    todo: 'Write one with "cdr init", or name one with --config FILE',
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
