import {
  type EpochMs,
  type Instant,
  localTimeText,
  toEpochMs,
  type Window,
  zoneOf,
} from '@cdr/core';

/** For what there is nothing to be told of. */
export const nothing = '–';

const midnight = '00:00';

/** A moment on the clocks of a zone, to the minute: `2026-01-07 14:05`. */
export function momentText(at: EpochMs | Instant, timeZone: string): string {
  const epochMs = typeof at === 'number' ? at : toEpochMs(at);
  return localTimeText(epochMs, zoneOf(timeZone)).slice(0, 'YYYY-MM-DD HH:MM'.length);
}

/** A period in words; of whole days only the days are told: `1–31 January 2026`. */
export function periodText({ from, to }: Window, timeZone: string): string {
  const [start, end] = [momentText(from, timeZone), momentText(to, timeZone)];
  if (!start.endsWith(midnight) || !end.endsWith(midnight)) return `${start} to ${end}`;
  const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone });
  return days.formatRange(from, to - 1);
}

/** A number with its digits grouped: `12,345`. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}
