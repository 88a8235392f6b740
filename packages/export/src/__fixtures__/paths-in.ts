import { glob } from 'node:fs/promises';

/** What of a folder fits a pattern, sorted. */
export async function pathsIn(dir: string, pattern: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of glob(pattern, { cwd: dir })) paths.push(path);
  return paths.sort();
}
