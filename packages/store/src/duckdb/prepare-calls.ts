import { setImmediate } from 'node:timers/promises';
import type { CallReading, CommitResult } from '@cdr/core';
import { createCallChunks, type TableChunks } from '../columnar/call-chunks.ts';
import { chunkCapacity } from '../columnar/chunk-writer.ts';

/** Turns the calls of readings into chunks while the readings before them are written. */
export interface CallPreparer {
  /**
   * Has a reading written, with all its calls as chunks, which hold until that is done; or with
   * `null`, when most likely not all of them are to be written, or when they are too many. Readings
   * must be written in the order in which they come here.
   */
  around(
    reading: CallReading,
    write: (prepared: Promise<TableChunks[] | null>) => Promise<CommitResult>,
  ): Promise<CommitResult>;
}

const mostRows = 8 * chunkCapacity;

export function createCallPreparer(): CallPreparer {
  /** One is written while the other is filled. */
  const places = [createPlace(), createPlace()];
  let turn = 0;
  let isFreshExpected = true;

  return {
    async around(reading, write) {
      const { rows } = reading;
      const place = places[turn % places.length];
      const isWorthIt = isFreshExpected && rows.length > 0 && rows.length <= mostRows;
      let written: Promise<CommitResult>;
      if (place === undefined || !isWorthIt) written = write(Promise.resolve(null));
      else {
        turn += 1;
        const prepared = place.free.then(() => fillInTurns(place.chunks.fill(reading, rows)));
        written = write(prepared);
        place.free = Promise.allSettled([prepared, written]).then(() => place.chunks.clear());
      }
      const result = await written;
      // New calls come in long runs, and so do known ones.
      isFreshExpected = result.committed && result.counts.inserted === rows.length;
      return result;
    },
  };
}

function createPlace() {
  return { chunks: createCallChunks(), free: Promise.resolve() };
}

/** Lets others have the processor after each chunk. */
async function fillInTurns(filling: Generator<void, TableChunks[]>): Promise<TableChunks[]> {
  for (;;) {
    const step = filling.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
