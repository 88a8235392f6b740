import { readDate, readDateTime, writeDateTime } from './date-time-text.ts';
import type { WallMs } from './epoch-ms.ts';

/**
 * Reads a wall time, `YYYY-MM-DD HH:mm[:ss[.f…]]` with a space or a `T`, cut to the millisecond.
 * `null` for any other text, and for times that no clock shows.
 */
export function parseWallTime(text: string): WallMs | null {
  return orNull(readDateTime(text, text.length));
}

/** Reads a date, `YYYY-MM-DD`, as its midnight on the wall. `null` for dates that don't exist. */
export function parseDate(text: string): WallMs | null {
  return text.length === 10 ? orNull(readDate(text)) : null;
}

/**
 * Formats a wall time as `YYYY-MM-DDTHH:mm:ss.SSS`; cut it for vendors that say less. Throws
 * `RangeError` outside the years 0000 to 9999.
 */
export function formatWallTime(wall: WallMs): string {
  return writeDateTime(wall);
}

function orNull(ms: number): WallMs | null {
  return Number.isNaN(ms) ? null : ms;
}
