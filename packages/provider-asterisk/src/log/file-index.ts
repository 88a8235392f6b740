import type { WallMs } from '@cdr/core';
import { type CutBytes, cutFile, type Indexing } from './cut-file.ts';
import type { LogFile } from './find-files.ts';
import { readAt, withFile } from './open-bytes.ts';

/** Some whole records that lie together, and the time within which they began. */
export interface Block {
  from: number;
  to: number;
  /** Records, and lines that are none. */
  rows: number;
  first: WallMs;
  last: WallMs;
  /** When lines that are no record, and have none in front of them here, count as begun. */
  before: WallMs;
}

/**
 * Where in a file the calls of any time are. A record is written when its call ends, or later, so
 * that starts are in no order and every block must be known.
 */
export interface FileIndex {
  file: LogFile;
  blocks: Block[];
  /** How far the file was looked through: up to what may still grow into a record. */
  to: number;
  /** What stands in front of that, by which a file that only grew is known again. */
  tail: Buffer;
  /** When the first record there began; `null` when there is none. */
  firstStart: WallMs | null;
  /** When the last one did. */
  lastStart: WallMs | null;
}

const tailBytes = 256;
/** Looks through a file, or where it only grew since it was `known`, through what is new. */
export async function indexFile(
  file: LogFile,
  known: FileIndex | undefined,
  indexing: Indexing,
): Promise<FileIndex> {
  if (known !== undefined && isUntouched(known.file, file)) return { ...known, file };
  const grown = known !== undefined && (await hasOnlyGrown(known, file)) ? known : null;
  const index: FileIndex =
    grown === null
      ? { file, blocks: [], to: 0, tail: Buffer.alloc(0), firstStart: null, lastStart: null }
      : { ...grown, file, blocks: grown.blocks.slice() };
  for await (const cut of cutFile(file, index.to, indexing)) addBlock(index, cut);
  return index;
}

function addBlock(index: FileIndex, { bytes, records }: CutBytes): void {
  index.firstStart ??= records.find(({ wall }) => wall !== null)?.wall ?? null;
  const before = index.lastStart ?? index.firstStart ?? index.file.writtenAt;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let start = before;
  for (const { wall } of records) {
    start = wall ?? start;
    index.lastStart = wall ?? index.lastStart;
    first = Math.min(first, start);
    last = Math.max(last, start);
  }
  const from = index.to;
  index.to += bytes.length;
  index.tail = Buffer.concat([index.tail, bytes.subarray(-tailBytes)]).subarray(-tailBytes);
  if (records.length > 0) {
    index.blocks.push({ from, to: index.to, rows: records.length, first, last, before });
  }
}

/** Whether a file is as it was. */
export function isUntouched(known: LogFile, file: LogFile): boolean {
  return (
    known.inode === file.inode &&
    known.size === file.size &&
    known.writtenAt === file.writtenAt &&
    known.isLive === file.isLive
  );
}

async function hasOnlyGrown({ to, tail }: FileIndex, file: LogFile): Promise<boolean> {
  if (file.isGzip || file.size < to) return false;
  const range = { from: to - tail.length, to };
  return withFile(file, async (handle) => tail.equals(await readAt(handle, file, range)));
}
