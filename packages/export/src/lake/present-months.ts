import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type LakeMonth, monthFile, monthFolder, sourceFolder } from './lake-paths.ts';

/** A month whose file is there. */
export interface PresentMonth extends LakeMonth {
  bytes: number;
}

/** The months of a source whose files are there. */
export async function findPresentMonths(dir: string, source: string): Promise<PresentMonth[]> {
  const found: PresentMonth[] = [];
  for (const year of await numbersIn(join(dir, sourceFolder(source)), 'year')) {
    const folder = join(dir, sourceFolder(source), `year=${year}`);
    for (const month of await numbersIn(folder, 'month')) {
      const own = { source, year, month };
      const file = await stat(join(dir, monthFolder(own), monthFile)).catch(() => null);
      if (file !== null) found.push({ ...own, bytes: file.size });
    }
  }
  return found;
}

async function numbersIn(folder: string, key: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .map((name) => (name.startsWith(`${key}=`) ? Number(name.slice(key.length + 1)) : Number.NaN))
    .filter(Number.isInteger);
}
