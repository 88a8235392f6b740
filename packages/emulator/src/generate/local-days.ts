import { formatWallTime, type WallMs, type Window, type Zone } from '@cdr/core';

const quarterMs = 900_000;
const dayMs = 86_400_000;

/** A quarter of an hour on the wall, in any week. Weekdays count from Monday, 0. */
export interface WallQuarter {
  weekday: number;
  /** From midnight, 0 to 95. */
  quarter: number;
}

/** A local day, or the part of one that lies in the range. */
export interface LocalDay extends Window {
  /** Days from 1970-01-01 to its date. */
  number: number;
  /** `YYYY-MM-DD` */
  date: string;
}

/** The local days of a window, the first and the last cut to it. */
export function localDaysOf(window: Window, zone: Zone): LocalDay[] {
  const last = dayNumber(zone.toWall(window.to - 1));
  const days: LocalDay[] = [];
  let { from } = window;
  for (let number = dayNumber(zone.toWall(window.from)); number <= last; number += 1) {
    const midnight = zone.resolve((number + 1) * dayMs).epochMs;
    const to = number === last ? window.to : Math.min(midnight, window.to);
    // A zone that changed sides of the date line has dates without a moment of their own.
    if (to > from) days.push({ number, date: dateOf(number), from, to });
    from = Math.max(from, to);
  }
  return days;
}

/** A day cut every quarter of an hour; the long day of autumn has more of them. */
export function quartersOf({ from, to }: Window): Window[] {
  const length = Math.ceil((to - from) / quarterMs);
  return Array.from({ length }, (_, index) => quarterOf({ from, to }, index));
}

/** One of a day's {@link quartersOf}. */
export function quarterOf(day: Window, index: number): Window {
  const from = day.from + index * quarterMs;
  return { from, to: Math.min(day.to, from + quarterMs) };
}

/** Which quarter of a day's {@link quartersOf} holds the instant. */
export function quarterIndex(day: Window, epochMs: number): number {
  return Math.floor((epochMs - day.from) / quarterMs);
}

/** What the clocks of the zone show. */
export function wallQuarterAt(epochMs: number, zone: Zone): WallQuarter {
  const wall = zone.toWall(epochMs);
  const number = dayNumber(wall);
  return {
    // 1970-01-01 was a Thursday.
    weekday: (((number + 3) % 7) + 7) % 7,
    quarter: Math.floor((wall - number * dayMs) / quarterMs),
  };
}

function dayNumber(wall: WallMs): number {
  return Math.floor(wall / dayMs);
}

function dateOf(number: number): string {
  return formatWallTime(number * dayMs).slice(0, 10);
}
