import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { lstat, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConfigError } from '@cdr/core';
import type { CliIo } from './cli-io.ts';

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
  const { path, isReplaced } = await destinationOf(resolve(io.cwd, file));
  if (!isReplaced) {
    await pipe(io, chunks, createWriteStream(path));
    return;
  }
  const part = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  try {
    await pipe(io, chunks, createWriteStream(part, { flags: 'wx', flush: true }));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw explain(error, path);
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

/** Links are followed; devices and pipes are written to, not replaced. */
async function destinationOf(path: string): Promise<{ path: string; isReplaced: boolean }> {
  try {
    const target = await realpath(path);
    const stats = await lstat(target);
    if (stats.isDirectory()) throw new ConfigError({ what: `${path} is a folder, not a file` });
    return { path: target, isReplaced: stats.isFile() };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { path, isReplaced: true };
    throw error;
  }
}

function explain(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case 'ENOENT':
      return new ConfigError({ what: `There is no folder ${dirname(path)}`, cause: error });
    case 'EACCES':
    case 'EROFS':
      return new ConfigError({ what: `${path} can't be written`, cause: error });
    default:
      return error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
