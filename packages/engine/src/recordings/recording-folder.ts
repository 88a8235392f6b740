import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, StoreError } from '@cdr/core';
import { nameOfDraft, type RecordingDraft, writeDraft } from './recording-draft.ts';

/** A folder of recordings, in which files appear whole or not at all. */
export interface RecordingFolder {
  /** Whether the file is there. Throws `ConfigError` when something else stands in its place. */
  has(path: readonly string[]): Promise<boolean>;
  /**
   * Lets `write` fill a file, which gets its name once it is written down. When `write` gives `null`
   * or throws, nothing stays but what the draft kept. What an earlier run left unfinished of the same
   * file goes, or goes on. Throws `StoreError` when the folder can't be written.
   */
  put<T>(
    path: readonly string[],
    write: (draft: RecordingDraft) => Promise<T | null>,
  ): Promise<T | null>;
}

/** A folder that was made sure of. */
interface KnownFolder {
  path: string;
  /** What lies in it unfinished, by the name that it was to have. */
  leftovers: Map<string, string[]>;
}

/**
 * Opens a folder, making it when it isn't there. Files go into it and into its own folders, never
 * through a link that lies in it. Throws `StoreError` when it can't be had.
 */
export async function openRecordingFolder(dir: string): Promise<RecordingFolder> {
  const root = await asStoreError(dir, async () => {
    await mkdir(dir, { recursive: true });
    return realpath(dir);
  });
  const known = new Map<string, Promise<KnownFolder>>();

  async function reach(folders: readonly string[]): Promise<KnownFolder> {
    let path = root;
    for (const folder of folders) {
      path = join(path, folder);
      await makeFolder(path);
    }
    return { path, leftovers: await listUnfinished(path) };
  }

  function folderOf(path: readonly string[]): Promise<KnownFolder> {
    const folders = path.slice(0, -1);
    const key = folders.join('/');
    const folder = known.get(key) ?? reach(folders);
    known.set(key, folder);
    return folder;
  }

  return {
    has: (path) =>
      asStoreError(dir, async () => {
        const place = join((await folderOf(path)).path, nameIn(path));
        const stats = await lstat(place).catch(unlessAbsent);
        if (stats === null || stats.isFile()) return stats !== null;
        throw new ConfigError({ what: `${place} is in the way`, todo: 'Take it away' });
      }),
    put: (path, write) =>
      asStoreError(dir, async () => {
        const { path: folder, leftovers } = await folderOf(path);
        const name = nameIn(path);
        const mark = randomUUID().slice(0, 8);
        const own = leftovers.get(name) ?? [];
        leftovers.delete(name);
        return writeDraft({ folder, name, mark, leftovers: own }, write);
      }),
  };
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch(unlessThere);
  if ((await lstat(path)).isDirectory()) return;
  throw new ConfigError({ what: `${path} is in the way: it is no folder`, todo: 'Take it away' });
}

async function listUnfinished(folder: string): Promise<Map<string, string[]>> {
  const leftovers = new Map<string, string[]>();
  for (const entry of await readdir(folder)) {
    const name = nameOfDraft(entry);
    if (name !== null) leftovers.set(name, [...(leftovers.get(name) ?? []), entry]);
  }
  return leftovers;
}

function nameIn(path: readonly string[]): string {
  return path.at(-1) ?? '';
}

/** What the file system refuses would be refused to every other file too. */
async function asStoreError<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === null) throw error;
    throw new StoreError({ what: `The folder can't be used (${code})`, where: dir, cause: error });
  }
}

function unlessThere(error: unknown): void {
  if (systemCodeOf(error) !== 'EEXIST') throw error;
}

function unlessAbsent(error: unknown): null {
  if (systemCodeOf(error) !== 'ENOENT') throw error;
  return null;
}

function systemCodeOf(error: unknown): string | null {
  const isSystem = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystem && typeof error.code === 'string' ? error.code : null;
}
