import { join } from 'node:path';

/** A month of a source: what one file of a lake holds. */
export interface LakeMonth {
  source: string;
  year: number;
  /** 1 to 12. */
  month: number;
}

/** The file of every month, in a folder of its own. */
export const monthFile = 'calls.parquet';

/** The folder of a month below the lake's, in the way of Hive, which nearly every reader knows. */
export function monthFolder({ source, year, month }: LakeMonth): string {
  return join(sourceFolder(source), `year=${year}`, `month=${month}`);
}

/** The folder of a source below the lake's. */
export function sourceFolder(source: string): string {
  return `source=${encodeURIComponent(source)}`;
}

/** Where the lake's own bookkeeping lies; readers pass over names that begin so. */
export function bookkeepingFolder(dir: string): string {
  return join(dir, '_cdr');
}
