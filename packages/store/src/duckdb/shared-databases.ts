import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Database } from './database.ts';

interface Sharing {
  database: Promise<Database>;
  users: number;
  /** Set once the last user has left. */
  closing: Promise<void> | null;
}

/** A file that several users of one process have open. */
export interface SharedDatabase {
  database: Database;
  /** Closes the file when this was its last user. */
  release(): Promise<void>;
}

const sharings = new Map<string, Sharing>();

/**
 * Opens a file, or joins those who have it open in this process: writing is kept in order by one
 * queue a file, so there must be one {@link Database} a file.
 */
export async function shareDatabase(
  path: string,
  open: (path: string) => Promise<Database>,
): Promise<SharedDatabase> {
  const file = await realFile(path);
  let sharing = sharings.get(file);
  while (sharing?.closing) {
    await sharing.closing;
    sharing = sharings.get(file);
  }
  sharing ??= { database: open(file), users: 0, closing: null };
  sharings.set(file, sharing);
  sharing.users += 1;
  try {
    const database = await sharing.database;
    return { database, release: () => release(file, sharing, database) };
  } catch (error) {
    if (sharings.get(file) === sharing) sharings.delete(file);
    throw error;
  }
}

async function release(file: string, sharing: Sharing, database: Database): Promise<void> {
  sharing.users -= 1;
  if (sharing.users > 0) return;
  sharing.closing = database.close().finally(() => sharings.delete(file));
  await sharing.closing;
}

/** The file behind links, whether or not it exists. */
async function realFile(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch {
    const folder = await realpath(dirname(absolute)).catch(() => dirname(absolute));
    return join(folder, basename(absolute));
  }
}
