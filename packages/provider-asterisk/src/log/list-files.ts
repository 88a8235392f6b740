import { type Clock, UnstableListError } from '@cdr/core';
import type { Indexing } from './cut-file.ts';
import { cutRecords } from './cut-records.ts';
import { type FoundFiles, findFiles, type LogFile } from './find-files.ts';
import { readAt, withFile } from './open-bytes.ts';

/** Longer than a record. */
const headBytes = 2_048;
const delayMs = 500;
const maxDelays = 40;

/** What finding the files takes. */
export interface Listing extends Indexing {
  clock: Clock;
}

/**
 * Finds the files, as `findFiles` does, at a moment at which each record stands in one of them: not
 * while logrotate renames them, which may hide one for an instant, nor while it copies and cuts off
 * (`copytruncate`). A number that is missing must be missing for a while. Throws
 * `UnstableListError` when no such moment comes.
 */
export async function listFiles(path: string, listing: Listing): Promise<FoundFiles> {
  const { clock, startColumn, signal } = listing;
  let before = await findFiles(path);
  for (let delays = 0; ; delays += 1) {
    const found = await findFiles(path);
    const trouble =
      namesOf(found) === namesOf(before) ? await copyIn(found, startColumn) : renamed(path);
    const hasWaited = delays > 0 || found.detached.length === 0;
    if (trouble === null && hasWaited) return found;
    if (trouble !== null && delays === maxDelays) throw trouble;
    await clock.sleep(delayMs, signal);
    before = found;
  }
}

/** Which file bears which name. */
function namesOf({ files, detached }: FoundFiles): string {
  return JSON.stringify([files.map(({ path, inode }) => [path, inode]), detached]);
}

async function copyIn(
  { files }: FoundFiles,
  startColumn: number,
): Promise<UnstableListError | null> {
  const [rotated, live] = files.slice(-2);
  if (rotated === undefined || live?.isLive !== true) return null;
  return (await shareRecords(rotated, live, startColumn)) ? copied(rotated, live) : null;
}

/** Whether both begin with the same records; the line of column names that any file may begin with is none. */
async function shareRecords(one: LogFile, other: LogFile, startColumn: number): Promise<boolean> {
  const to = Math.min(one.size, other.size, headBytes);
  if (one.isGzip || to === 0) return false;
  const headOf = (file: LogFile) =>
    withFile(file, (handle) => readAt(handle, file, { from: 0, to }));
  const head = await headOf(one);
  if (!head.equals(await headOf(other))) return false;
  let records = 0;
  cutRecords(head, { startColumn, isLast: false }, () => {
    records += 1;
  });
  return records > 0;
}

function copied(rotated: LogFile, live: LogFile): UnstableListError {
  return new UnstableListError({
    what: `${rotated.path} begins as ${live.path} does, so that calls would count twice`,
    todo: 'If it is a copy, and no rotation under way, move it elsewhere',
  });
}

function renamed(path: string): UnstableListError {
  return new UnstableListError({ what: 'The files are renamed again and again', where: path });
}
