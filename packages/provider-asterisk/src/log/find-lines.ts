import type { WallMs, Window, Zone } from '@cdr/core';
import type { Indexing } from './cut-file.ts';
import { cutRecords } from './cut-records.ts';
import { decodeLine } from './decode-line.ts';
import type { Block, FileIndex } from './file-index.ts';
import { readBlocks } from './read-blocks.ts';

/** What a file holds of the calls that began in a window. */
export interface FoundLines {
  total: number;
  /** The lines without their ends, some at a time, in the order of the file. */
  read(): AsyncGenerator<string[]>;
}

/** What finding takes beyond what looking through does. */
export interface Finding extends Indexing {
  window: Window;
  /** The zone of the file's times. */
  zone: Zone;
}

/** A wall time and its instant are less than that apart. */
const dayMs = 86_400_000;

/**
 * Finds a window's lines in a file. A line that is no record counts as begun with the record in front
 * of it, so that of all windows exactly one has it. Only blocks at the window's edges are read to count.
 */
export async function findLines(index: FileIndex, finding: Finding): Promise<FoundLines> {
  const blocks = index.blocks.filter((block) => mayHold(block, finding.window));
  const atEdges = blocks.filter((block) => !holdsOnly(block, finding.window));
  let total = blocks.reduce((sum, { rows }) => sum + rows, 0);
  total -= atEdges.reduce((sum, { rows }) => sum + rows, 0);
  for await (const lines of readLines(index, atEdges, finding)) total += lines.length;
  return {
    total,
    async *read() {
      for await (const lines of readLines(index, blocks, finding)) {
        yield lines.map(decodeLine);
      }
    },
  };
}

async function* readLines(
  { file }: FileIndex,
  blocks: readonly Block[],
  { window, zone, startColumn, signal }: Finding,
): AsyncGenerator<Buffer[]> {
  for await (const { block, bytes } of readBlocks(file, blocks, signal)) {
    const lines: Buffer[] = [];
    let start = block.before;
    cutRecords(bytes, { startColumn, isLast: true }, ({ from, to, wall }) => {
      start = wall ?? start;
      if (isWithin(start, window, zone)) lines.push(bytes.subarray(from, to));
    });
    yield lines;
  }
}

function isWithin(start: WallMs, { from, to }: Window, zone: Zone): boolean {
  const { epochMs } = zone.resolve(start);
  return epochMs >= from && epochMs < to;
}

function mayHold({ first, last }: Block, { from, to }: Window): boolean {
  return last >= from - dayMs && first < to + dayMs;
}

function holdsOnly({ first, last }: Block, { from, to }: Window): boolean {
  return first >= from + dayMs && last < to - dayMs;
}
