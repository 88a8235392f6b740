import { UnstableListError } from '@cdr/core';
import type { Block } from './file-index.ts';
import type { LogFile } from './find-files.ts';
import { openBytes, readAt, withFile } from './open-bytes.ts';

/** A block and its text. */
export interface ReadBlock {
  block: Block;
  bytes: Buffer;
}

/** Reads some of a file's blocks, which stand in the order of the file. Throws as `openBytes` does. */
export function readBlocks(
  file: LogFile,
  blocks: readonly Block[],
  signal: AbortSignal,
): AsyncGenerator<ReadBlock> {
  return file.isGzip ? unpackBlocks(file, blocks, signal) : pickBlocks(file, blocks, signal);
}

async function* pickBlocks(
  file: LogFile,
  blocks: readonly Block[],
  signal: AbortSignal,
): AsyncGenerator<ReadBlock> {
  for (const block of blocks) {
    signal.throwIfAborted();
    yield { block, bytes: await withFile(file, (handle) => readAt(handle, file, block)) };
  }
}

/** A packed file is unpacked from its beginning to the last of the blocks. */
async function* unpackBlocks(
  file: LogFile,
  blocks: readonly Block[],
  signal: AbortSignal,
): AsyncGenerator<ReadBlock> {
  const wanted = blocks.values();
  let block = wanted.next().value;
  let held: Buffer = Buffer.alloc(0);
  let at = 0;
  if (block === undefined) return;
  for await (const chunk of openBytes(file, 0, signal)) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (block !== undefined && at + held.length >= block.to) {
      yield { block, bytes: held.subarray(block.from - at, block.to - at) };
      block = wanted.next().value;
    }
    if (block === undefined) return;
    const passed = Math.min(held.length, Math.max(0, block.from - at));
    held = held.subarray(passed);
    at += passed;
  }
  throw new UnstableListError({ what: 'The file changed while it was read', where: file.path });
}
