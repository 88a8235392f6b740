import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnstableListError, VendorResponseError } from '@cdr/core';
import { failureOf, type LogFile } from './find-files.ts';

const chunkBytes = 256 * 1024;

/**
 * The text of a file, unpacked, in chunks; from an offset on where it isn't packed. Throws
 * `UnstableListError` when another file stands in its place by now or a part of it is gone,
 * `VendorResponseError` when it can't be unpacked, and `TransportError` when it can't be read.
 */
export async function* openBytes(
  file: LogFile,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  if (from >= file.size) return;
  const handle = await openSame(file);
  const raw = handle.createReadStream({
    start: from,
    end: file.size - 1,
    highWaterMark: chunkBytes,
    signal,
  });
  // A pipeline destroys all its parts when one fails; the failure reaches whoever reads the last.
  const stream = file.isGzip
    ? pipeline(raw, createGunzip({ chunkSize: chunkBytes }), () => {})
    : raw;
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    signal.throwIfAborted();
    throw file.isGzip && !isOfSystem(error) ? damaged(file, error) : failureOf(error, file.path);
  }
  if (raw.bytesRead < file.size - from) throw moved(file);
}

/** Works with the open file. Throws as {@link openBytes} does. */
export async function withFile<T>(
  file: LogFile,
  work: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  const handle = await openSame(file);
  try {
    return await work(handle);
  } catch (error) {
    throw isOfSystem(error) ? failureOf(error, file.path) : error;
  } finally {
    await handle.close();
  }
}

/** Bytes of a file that isn't packed, as many as were asked for. */
export async function readAt(
  handle: FileHandle,
  file: LogFile,
  { from, to }: { from: number; to: number },
): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(to - from);
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, from + at);
    if (bytesRead === 0) throw moved(file);
    at += bytesRead;
  }
  return bytes;
}

/** The file that was found, whatever has become of its name; longer by now, perhaps. */
async function openSame(file: LogFile): Promise<FileHandle> {
  const handle = await open(file.path).catch((error: unknown) => {
    throw failureOf(error, file.path);
  });
  const { dev, ino, size } = await handle.stat();
  if (`${dev}:${ino}` === file.inode && size >= file.size) return handle;
  await handle.close();
  throw moved(file);
}

/** Failures of the file system bear the name of the call that failed. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function moved({ path }: LogFile): UnstableListError {
  return new UnstableListError({ what: 'The file was rotated while it was read', where: path });
}

function damaged({ path }: LogFile, cause: unknown): VendorResponseError {
  return new VendorResponseError({
    what: 'The file could not be unpacked, and calls of this range may be in it',
    where: path,
    todo: 'Put a whole copy in its place, or move it elsewhere when what it held is lost',
    retryable: false,
    cause,
  });
}
