import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { moveDurably, writeDurably } from './durable-files.ts';
import { bookkeepingFolder } from './lake-paths.ts';

const stateSchema = z.object({
  version: z.literal(1),
  /** What of the calls the lake holds, as canonical text. */
  contents: z.string(),
  /** By folder, what the file there was made of. A month that is not here is one that isn't known. */
  months: z.record(z.string(), z.object({ fingerprint: z.string(), bytes: z.int() })),
});

/** What is known of a lake's files. */
export type LakeState = z.infer<typeof stateSchema>;

/** What is known of a lake; `null` when nothing is, or nothing that can be read. */
export async function readLakeState(dir: string): Promise<LakeState | null> {
  const text = await readFile(statePath(dir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keeps what is known of a lake, whole or not at all. */
export async function writeLakeState(dir: string, state: LakeState): Promise<void> {
  const part = `${statePath(dir)}.part`;
  await writeDurably(part, [`${JSON.stringify(state, null, 1)}\n`]);
  await moveDurably(part, statePath(dir));
}

function statePath(dir: string): string {
  return join(bookkeepingFolder(dir), 'state.json');
}
