import type { CalendarInterval, IntervalUnit, Zone } from '@cdr/core';
import type { StatsQuery } from './stats-query.ts';

/** How the vendor names intervals, where its documents leave room. */
export interface IntervalReadings {
  /** Weeks of ISO 8601, or weeks from Sunday of which the first one holds January 1st. */
  weeks: 'iso' | 'from-sunday';
  /** `1`, or `01`. */
  intervalKeys: 'plain' | 'padded';
  /** What January is called. */
  firstMonth: 0 | 1;
}

const dayMs = 86_400_000;

/** What calls are summed up by, before intervals of one name become one. */
export function unitOf(grouping: StatsQuery['groupingInterval'], weeks: IntervalReadings['weeks']) {
  const units = { MONTH: 'month', WEEK: 'week', DAY: 'day', HOUR: 'hour' } as const;
  const unit: IntervalUnit = units[grouping];
  return unit === 'week' && weeks === 'from-sunday' ? 'day' : unit;
}

/** The vendor's name of an interval: a bare number, without the year or anything else around it. */
export function intervalKey(
  { from, label }: CalendarInterval,
  grouping: StatsQuery['groupingInterval'],
  zone: Zone,
  { weeks, intervalKeys, firstMonth }: IntervalReadings,
): string {
  const wall = zone.toWall(from);
  const date = new Date(wall);
  const numbers = {
    MONTH: () => date.getUTCMonth() + firstMonth,
    WEEK: () => (weeks === 'iso' ? Number(label.slice(-2)) : weekFromSunday(date)),
    DAY: () => date.getUTCDate(),
    HOUR: () => date.getUTCHours(),
  };
  const key = String(numbers[grouping]());
  return intervalKeys === 'padded' ? key.padStart(2, '0') : key;
}

function weekFromSunday(date: Date): number {
  const january = Date.UTC(date.getUTCFullYear(), 0, 1);
  const dayOfYear = Math.floor((date.getTime() - january) / dayMs);
  return Math.floor((dayOfYear + new Date(january).getUTCDay()) / 7) + 1;
}
