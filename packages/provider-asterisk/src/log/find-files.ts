import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { AuthError, CdrError, TransportError } from '@cdr/core';

/** One of the files over which the records are spread. */
export interface LogFile {
  path: string;
  /** Whether Asterisk still writes to it: only then may its last line be half of one. */
  isLive: boolean;
  isGzip: boolean;
  /** Names the file however it is renamed. */
  inode: string;
  /** Bytes on the disk. */
  size: number;
  /** When it was last written to; nothing in it began later. */
  writtenAt: number;
}

/** Files that hold together, oldest first, and those that don't. */
export interface FoundFiles {
  files: LogFile[];
  /** Rotated files that are older than one that is missing. */
  detached: string[];
}

/** How a rotated file is told from others: by its number, or by its date. */
interface Rotation {
  number: number | null;
  name: string;
}

/**
 * Finds the file that Asterisk writes, and those that it was before it was rotated, as logrotate names
 * them: `Master.csv.1`, `Master.csv-20250514`, `Master-20250514.csv`, and the same with `.gz`. A
 * `.gz` beside its original is still being made and left out. Throws `TransportError` when there is no
 * file at all, and `AuthError` when the folder may not be read.
 */
export async function findFiles(path: string): Promise<FoundFiles> {
  const folder = dirname(path);
  try {
    const names = await readdir(folder);
    const known = new Set(names);
    const rotated = names
      .filter((name) => !(name.endsWith('.gz') && known.has(name.slice(0, -3))))
      .flatMap((name) => rotationOf(name, basename(path)) ?? [])
      .sort(oldestFirst);
    const found = await Promise.all(rotated.map(({ name }) => describe(join(folder, name), false)));
    const there = rotated.flatMap((own, index) => {
      const file = found[index] ?? null;
      return file === null ? [] : { ...own, file };
    });
    const live = known.has(basename(path)) ? await describe(path, true) : null;
    const hole = holeIn(there);
    const files = there.slice(hole).map(({ file }) => file);
    if (live !== null) files.push(live);
    if (files.length === 0) throw missing(path);
    return { files, detached: there.slice(0, hole).map(({ name }) => name) };
  } catch (error) {
    throw CdrError.isInstance(error) ? error : failureOf(error, path);
  }
}

/** What the failure of a file operation means. */
export function failureOf(error: unknown, path: string): CdrError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM') {
    return new AuthError({
      what: 'The file may not be read',
      where: path,
      todo: 'Let the user that runs this read the folder and its files',
      cause: error,
    });
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') return missing(path, error);
  return new TransportError({ what: 'The file could not be read', where: path, cause: error });
}

function missing(path: string, cause?: unknown): TransportError {
  return new TransportError({
    what: 'There is no such file',
    where: path,
    todo: 'Is cdr_csv loaded, and [csv] in cdr.conf? `asterisk -rx "cdr show status"` tells',
    retryable: false,
    cause,
  });
}

/** `null` for a file that is gone since its folder was listed. */
async function describe(path: string, isLive: boolean): Promise<LogFile | null> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  if (found === null) return null;
  const { dev, ino, size, mtimeMs } = found;
  return {
    path,
    isLive,
    isGzip: path.endsWith('.gz'),
    inode: `${dev}:${ino}`,
    size,
    writtenAt: mtimeMs,
  };
}

/** `null` for files that are no rotation of `live`. */
function rotationOf(name: string, live: string): Rotation | null {
  const extension = extname(live);
  const stem = live.slice(0, live.length - extension.length);
  const plain = name.replace(/\.gz$/, '');
  const behind = plain.startsWith(live) ? plain.slice(live.length) : null;
  const within =
    extension !== '' && plain.startsWith(stem) && plain.endsWith(extension)
      ? plain.slice(stem.length, -extension.length)
      : null;
  const [, number, date] =
    [behind, within]
      .map((mark) => /^(?:\.(\d{1,4})|[-._](\d{8}[-\d]*))$/.exec(mark ?? ''))
      .find((found) => found !== null) ?? [];
  if (number === undefined && date === undefined) return null;
  return { number: number === undefined ? null : Number(number), name };
}

/** Dates rise with time, numbers fall. */
function oldestFirst(a: Rotation, b: Rotation): number {
  if (a.number === null && b.number === null) return a.name < b.name ? -1 : 1;
  return (b.number ?? Number.POSITIVE_INFINITY) - (a.number ?? Number.POSITIVE_INFINITY);
}

/** How many of the oldest files stand behind a number that is missing. */
function holeIn(rotated: readonly Rotation[]): number {
  const hole = rotated.findLastIndex(({ number }, index) => {
    const next = rotated[index + 1]?.number ?? null;
    if (number === null) return false;
    return next === null ? number > 1 : number > next + 1;
  });
  return hole + 1;
}
