import { durationToMs } from '@cdr/core';
import type { Source } from '../source/source.ts';

const leastPauseMs = 60_000;

/**
 * How long to wait between two syncs of a source that is kept up to date, in milliseconds: the pace of
 * its slowest stream, for its vendor counts every question, and a minute at least. Notes keep theirs
 * call by call.
 */
export function pollIntervalMs({ streams }: Pick<Source, 'streams'>): number {
  const timed = streams.filter(({ kind }) => kind !== 'notes');
  const paces = timed.map(({ limits }) => durationToMs(limits.minPollInterval));
  return Math.max(leastPauseMs, ...paces);
}
