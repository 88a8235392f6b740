import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, lstat, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConfigError } from '@cdr/core';
import type { CliIo } from './cli-io.ts';
import { explainFileFailure } from './explain-file-failure.ts';

/**
 * Writes to stdout, or to a file, no faster than it is taken. The file appears whole or not at
 * all: it is written beside its place and moved there at the end. Throws the signal's reason when it
 * aborts.
 */
export async function writeOutput(
  io: CliIo,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  file?: string,
): Promise<void> {
  if (file === undefined || file === '-') {
    await pipe(io, chunks, io.stdout);
    return;
  }
  const path = resolve(io.cwd, file);
  try {
    await writeFileWhole(io, chunks, await destinationOf(path));
  } catch (error) {
    throw explainFileFailure(error, path);
  }
}

async function writeFileWhole(
  io: CliIo,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  { path, isReplaced, mode }: Destination,
): Promise<void> {
  if (!isReplaced) {
    await pipe(io, chunks, createWriteStream(path));
    return;
  }
  const part = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  try {
    // Nobody reads the new file who couldn't read the old one.
    await pipe(io, chunks, createWriteStream(part, { flags: 'wx', flush: true, mode }));
    if (mode !== undefined) await chmod(part, mode);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function pipe(
  { signal, stdout }: CliIo,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  target: NodeJS.WritableStream,
): Promise<void> {
  try {
    await pipeline(chunks, target, { signal, end: target !== stdout });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

interface Destination {
  path: string;
  isReplaced: boolean;
  /** The rights of the file that is there, where one is. */
  mode: number | undefined;
}

/** Links are followed; devices and pipes are written to, not replaced. */
async function destinationOf(path: string): Promise<Destination> {
  try {
    const target = await realpath(path);
    const stats = await lstat(target);
    if (stats.isDirectory()) throw new ConfigError({ what: `${path} is a folder, not a file` });
    if (!stats.isFile()) return { path: target, isReplaced: false, mode: undefined };
    return { path: target, isReplaced: true, mode: stats.mode & 0o7777 };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { path, isReplaced: true, mode: undefined };
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
