import { createReadStream } from 'node:fs';
import { type FileHandle, lstat, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CdrError, type PartialRecording } from '@cdr/core';
import { z } from 'zod';

/** A file in the making, under another name than its own. */
export interface RecordingDraft {
  file: FileHandle;
  /** What is in the file already, as an earlier run left it. */
  partial: PartialRecording | null;
  /**
   * Flushes the file, and notes down from where on whoever makes it again may go on, should this run come to
   * an end before; `null` when that is its beginning.
   */
  keep: (partial: PartialRecording | null) => Promise<void>;
}

const unfinished = /^\.(.+)\.[0-9a-f]{8}\.(?:part|kept)$/;
const partialSchema = z.object({ bytes: z.int().positive(), version: z.string() });

/** The name that a file of a draft was to have; `null` for other files. */
export function nameOfDraft(file: string): string | null {
  return unfinished.exec(file)?.[1] ?? null;
}

/** Where a draft lies, and what there is of it. */
export interface DraftPlace {
  folder: string;
  /** The name that it is to have. */
  name: string;
  /** Eight hexadecimal digits, unlike those of every other draft. */
  mark: string;
  /** Files of earlier drafts of the same name. */
  leftovers: readonly string[];
}

/**
 * Lets `write` fill a draft, which gets its name once it is written down. When `write` gives `null`,
 * nothing stays; when it throws, what was kept does, unless another try would end alike. Takes over what
 * earlier drafts kept.
 */
export async function writeDraft<T>(
  { folder, name, mark, leftovers }: DraftPlace,
  write: (draft: RecordingDraft) => Promise<T | null>,
): Promise<T | null> {
  const part = join(folder, `.${name}.${mark}.part`);
  const kept = join(folder, `.${name}.${mark}.kept`);
  // `wx`: a link that somebody put there isn't followed.
  const file = await open(part, 'wx');
  let isKept = false;

  async function keep(partial: PartialRecording | null): Promise<void> {
    if (partial === null) await rm(kept, { force: true });
    else {
      await file.datasync();
      await writeFile(kept, JSON.stringify(partial));
    }
    isKept = partial !== null;
  }

  try {
    const partial = await takeOver(file, folder, leftovers);
    if (partial !== null) await keep(partial);
    for (const leftover of leftovers) await rm(join(folder, leftover), { force: true });
    const written = await write({ file, partial, keep });
    // A name must not outlive a power cut that its bytes don't.
    if (written !== null) await file.sync();
    if (written !== null) await rename(part, join(folder, name));
    isKept = false;
    return written;
  } catch (error) {
    isKept &&= !CdrError.isInstance(error) || error.retryable;
    throw error;
  } finally {
    await file.close();
    if (!isKept) {
      await rm(part, { force: true });
      await rm(kept, { force: true });
    }
  }
}

/** Copies what the best of the leftovers kept: whoever made it may still be writing to it. */
async function takeOver(
  file: FileHandle,
  folder: string,
  leftovers: readonly string[],
): Promise<PartialRecording | null> {
  let best: { path: string; partial: PartialRecording } | null = null;
  for (const leftover of leftovers.filter((own) => own.endsWith('.kept'))) {
    const partial = await readKept(join(folder, leftover));
    const path = join(folder, leftover.replace(/kept$/, 'part'));
    if (partial === null || partial.bytes <= (best?.partial.bytes ?? 0)) continue;
    const stats = await lstat(path).catch(() => null);
    if (stats?.isFile() && stats.size >= partial.bytes) best = { path, partial };
  }
  if (best === null) return null;
  let bytes = 0;
  for await (const piece of createReadStream(best.path, { end: best.partial.bytes - 1 })) {
    const { bytesWritten } = await file.write(piece, 0, piece.length, bytes);
    bytes += bytesWritten;
  }
  return bytes === best.partial.bytes ? best.partial : null;
}

/** `null` for what was not written to its end, and for what is no file. */
async function readKept(path: string): Promise<PartialRecording | null> {
  if (!(await lstat(path)).isFile()) return null;
  try {
    return partialSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
