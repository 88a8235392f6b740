import type { WallMs } from './epoch-ms.ts';

const shape = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/;
const maxCachedDays = 4096;
const days = new Map<string, WallMs | null>();

/**
 * Reads a wall time, `YYYY-MM-DD HH:mm[:ss[.fff]]` with a space or a `T`, cut to the millisecond.
 * `null` for any other text, and for dates that don't exist.
 */
export function parseWallTime(text: string): WallMs | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const [, date = '', hour, minute, second = '0', fraction = ''] = match;
  const day = parseDay(date);
  if (day === null) return null;
  const ms = fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  return day + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000 + ms;
}

/** Reads a date, `YYYY-MM-DD`, as its midnight on the wall. `null` for dates that don't exist. */
export function parseDate(text: string): WallMs | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDay(text) : null;
}

/** Formats a wall time as `YYYY-MM-DDTHH:mm:ss.SSS`; cut it for vendors that say less. */
export function formatWallTime(wall: WallMs): string {
  return new Date(wall).toISOString().slice(0, 23);
}

function parseDay(date: string): WallMs | null {
  const cached = days.get(date);
  if (cached !== undefined) return cached;
  const ms = Date.parse(`${date}T00:00:00Z`);
  const day = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? ms : null;
  if (days.size >= maxCachedDays) days.clear();
  days.set(date, day);
  return day;
}
