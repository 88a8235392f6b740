import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const lockSchema = z.object({
  /** Where this machine reaches the server. */
  url: z.string(),
  /** A key that is good as long as the server runs. */
  key: z.string(),
  pid: z.int(),
});

/** Who has a store, and how to ask them. */
export type LockFile = z.infer<typeof lockSchema>;

/** For the owner of the file alone: whoever reads the key may do what an owner may. */
const ownerOnly = 0o600;

/** Beside the database, which it says something about. */
export function lockPath(storePath: string): string {
  return `${storePath}.server`;
}

/** Says that a server has the store; gives what takes that back. */
export async function writeLockFile(
  storePath: string,
  lock: LockFile,
): Promise<() => Promise<void>> {
  const path = lockPath(storePath);
  const draft = `${path}.${lock.pid}`;
  await writeFile(draft, `${JSON.stringify(lock)}\n`, { mode: ownerOnly });
  // A file that was there already keeps its mode.
  await chmod(draft, ownerOnly);
  await rename(draft, path);
  return () => rm(path, { force: true });
}

/** The server that has the store, or had it when it was killed; `null` where none says so. */
export async function readLockFile(storePath: string): Promise<LockFile | null> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(lockPath(storePath), 'utf8')));
  } catch {
    return null;
  }
}
