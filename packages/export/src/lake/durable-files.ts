import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Writes a file that is on the disk when this is done. Gives the number of its bytes. */
export async function writeDurably(
  path: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  signal?: AbortSignal,
): Promise<number> {
  const file = createWriteStream(path, { flush: true });
  await pipeline(chunks, file, signal === undefined ? {} : { signal });
  return file.bytesWritten;
}

/** Moves a file to its place, in one moment and for good. */
export async function moveDurably(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  await syncFolder(dirname(to));
}

/** Takes a file away for good; there may be none. */
export async function removeDurably(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}

/** Takes folders away from the innermost up to below `end`, as far as they are empty. */
export async function removeEmptyFolders(folder: string, end: string): Promise<void> {
  for (let own = folder; own !== end; own = dirname(own)) {
    try {
      await rmdir(own);
    } catch {
      return;
    }
  }
}

/** Windows can't, and needs not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync().catch(() => undefined);
  } finally {
    await handle.close();
  }
}
