import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { ConfigVariable } from './complete-options.ts';

/**
 * Adds the values that are known to `.env`, readable by its owner alone when it is new. What stands
 * there stays; gives the names that were added.
 */
export async function addToDotEnv(
  dir: string,
  variables: readonly ConfigVariable[],
): Promise<string[]> {
  const path = join(dir, '.env');
  const before = await readIfThere(path);
  const known = parseEnv(before);
  const added = variables.flatMap(({ name, value }) => {
    const line = value === null || name in known ? null : lineOf(name, value);
    return line === null ? [] : [{ name, line }];
  });
  if (added.length === 0) return [];
  const start = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  await writeFile(path, start + added.map(({ line }) => `${line}\n`).join(''), { mode: 0o600 });
  return added.map(({ name }) => name);
}

/** `null` for a value that no quotes can hold. */
function lineOf(name: string, value: string): string | null {
  const line = ["'", '"', '`']
    .map((quote) => `${name}=${quote}${value}${quote}`)
    .find((candidate) => parseEnv(candidate)[name] === value);
  return line ?? null;
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
