import {
  createCalendar,
  type EpochMs,
  type IntervalUnit,
  type Stream,
  subtractDuration,
  zoneOf,
} from '@cdr/core';
import type { Source } from '../source/source.ts';

/**
 * From when on what a stream tells is kept: since a midnight on the clocks of the source, and for
 * statistics since the beginning of an interval, so that nothing is kept in part. `null` when all is.
 */
export function keptFrom(
  { keepFor, settings }: Pick<Source, 'keepFor' | 'settings'>,
  stream: Stream | null,
  now: EpochMs,
): EpochMs | null {
  if (keepFor === undefined) return null;
  const { timeZone } = settings;
  const startOf = (unit: IntervalUnit, at: EpochMs) =>
    createCalendar(unit, zoneOf(timeZone)).at(at).from;
  const midnight = startOf('day', subtractDuration(now, keepFor, timeZone));
  return stream?.kind === 'statistics' ? startOf(stream.interval, midnight) : midnight;
}
