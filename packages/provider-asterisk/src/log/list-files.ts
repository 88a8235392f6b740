import { type Clock, UnstableListError } from '@cdr/core';
import { type FoundFiles, findFiles, type LogFile } from './find-files.ts';
import { readAt, withFile } from './open-bytes.ts';

/** Longer than a record. */
const headBytes = 2_048;
const delayMs = 500;
const maxDelays = 40;

/**
 * Finds the files, as `findFiles` does, at a moment at which each record stands in one of them: not
 * while logrotate renames them, which may hide one for an instant, nor while it copies and cuts off
 * (`copytruncate`). A number that is missing must be missing for a while. Throws
 * `UnstableListError` when no such moment comes.
 */
export async function listFiles(
  path: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<FoundFiles> {
  let before = await findFiles(path);
  for (let delays = 0; ; delays += 1) {
    const found = await findFiles(path);
    const trouble = namesOf(found) === namesOf(before) ? await copyIn(found) : renamed(path);
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

async function copyIn({ files }: FoundFiles): Promise<UnstableListError | null> {
  const [rotated, live] = files.slice(-2);
  if (rotated === undefined || live?.isLive !== true) return null;
  return (await beginAlike(rotated, live)) ? copied(rotated, live) : null;
}

async function beginAlike(one: LogFile, other: LogFile): Promise<boolean> {
  const to = Math.min(one.size, other.size, headBytes);
  if (one.isGzip || to === 0) return false;
  const headOf = (file: LogFile) =>
    withFile(file, (handle) => readAt(handle, file, { from: 0, to }));
  return (await headOf(one)).equals(await headOf(other));
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
