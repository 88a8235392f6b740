import { durationToMs, type Window, type Zone } from '@cdr/core';
import type { Indexing } from './cut-file.ts';
import type { LogFile } from './find-files.ts';
import { type IndexFile, isDamaged } from './log-indexes.ts';

/** What is known of the files around a damaged one. */
export interface Surroundings extends Indexing {
  /** All files, oldest first. */
  files: readonly LogFile[];
  indexOf: IndexFile;
  /** The zone of their times. */
  zone: Zone;
}

/** A record stands in the files that long after its call began. */
const settledMs = durationToMs('P1D');

/**
 * When the calls may have begun that a damaged file holds: it was written behind the last record of the
 * files in front of it and before the first one of those behind it, and before it was written last. Whole
 * seconds.
 */
export async function spanOfDamaged(
  place: number,
  { files, indexOf, zone, ...indexing }: Surroundings,
): Promise<Window> {
  const span = {
    from: Number.NEGATIVE_INFINITY,
    to: wholeSecondBehind((files[place]?.writtenAt ?? Number.POSITIVE_INFINITY) + settledMs),
  };
  for (const file of files.slice(0, place).reverse()) {
    const index = await indexOf(file, indexing);
    if (isDamaged(index) || index.lastStart === null) continue;
    span.from = zone.resolve(index.lastStart).epochMs - settledMs;
    break;
  }
  for (const file of files.slice(place + 1)) {
    const index = await indexOf(file, indexing);
    const first = isDamaged(index) ? undefined : index.firstStart;
    if (first === undefined || first === null) continue;
    span.to = Math.min(span.to, zone.resolve(first).epochMs + settledMs);
    break;
  }
  return span;
}

function wholeSecondBehind(epochMs: number): number {
  return Math.ceil(epochMs / 1000) * 1000;
}
