import { type EpochMs, parseWallTime, type Zone } from '@cdr/core';

/** Which of the possible meanings of a time bound the vendor has. */
export interface TimeReadings {
  /** What the `Z` behind a time is: decoration behind a wall time, or UTC. */
  z: 'wall' | 'utc';
  /** `start_time_since=… 10:00:00`: whether that second counts. */
  since: 'inclusive' | 'exclusive';
  /** `start_time_to=… 10:00:00`: whether that second counts. */
  to: 'inclusive' | 'exclusive';
}

const shape = /^(\d{4})-(\d{1,2})-(\d{1,2})T(\d{2}:\d{2}:\d{2})Z$/;

/**
 * Reads `yyyy-MM-ddTHH:mm:ssZ`, with a month or day of one digit as in the documents' example. `null`
 * for other texts and for times that don't exist.
 */
export function readTimeBound(text: string, zone: Zone, { z }: TimeReadings): EpochMs | null {
  const [, year, month, day, time] = shape.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const wall = parseWallTime(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}`);
  if (wall === null) return null;
  return z === 'utc' ? wall : zone.resolve(wall).epochMs;
}
