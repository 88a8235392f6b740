import type { Window } from '../window/window.ts';
import { writeDateTime } from './date-time-text.ts';
import type { EpochMs, WallMs } from './epoch-ms.ts';
import type { Zone } from './zone.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** 1970-01-01 was a Thursday: so many days after the Monday that its week began with. */
const epochWeekday = 3;

/** The units that statistics are told by. Weeks are those of ISO 8601, from Monday. */
export const intervalUnits = ['hour', 'day', 'week', 'month'] as const;

/** One of {@link intervalUnits}. */
export type IntervalUnit = (typeof intervalUnits)[number];

/** An hour, day, week or month on the clocks of one zone. */
export interface CalendarInterval extends Window {
  unit: IntervalUnit;
  /** Its start on the wall: `2025-01-07T14:00+01:00`, `2025-01-07`, `2025-W02`, `2025-01`. */
  label: string;
}

/** All time, cut into the intervals of one unit in one zone. */
export interface Calendar {
  readonly unit: IntervalUnit;
  readonly zone: Zone;
  /** The interval in which the instant lies: the same object for neighbours. */
  at(epochMs: EpochMs): CalendarInterval;
  /** The intervals that have a part in a window with bounds, in order. */
  within(window: Window): Generator<CalendarInterval>;
}

/**
 * Cuts time at the first instants at which the wall shows a new day, week or month, so that an
 * interval never comes apart where midnight is shown twice. Hours end with the wall's hour and where
 * the clocks change: the hour that autumn repeats is two intervals, the one that spring leaves out
 * none.
 */
export function createCalendar(unit: IntervalUnit, zone: Zone): Calendar {
  const locate = unit === 'hour' ? hourAt : wholeDaysAt(unit);
  let recent = locate(0, zone);

  function at(epochMs: EpochMs): CalendarInterval {
    if (epochMs < recent.from || epochMs >= recent.to) recent = locate(epochMs, zone);
    return recent;
  }

  return {
    unit,
    zone,
    at,
    *within({ from, to }) {
      for (let epochMs = from; epochMs < to; ) {
        const interval = at(epochMs);
        yield interval;
        epochMs = interval.to;
      }
    },
  };
}

/** The hour of the day that the wall shows, from 0. */
export function hourOfDay(wall: WallMs): number {
  return Math.floor((wall - startOf(wall, dayMs)) / hourMs);
}

/** The weekday by ISO 8601: 1 is Monday, 7 Sunday. */
export function weekdayOf(wall: WallMs): number {
  const days = Math.floor(wall / dayMs) + epochWeekday;
  return days - 7 * Math.floor(days / 7) + 1;
}

function hourAt(epochMs: EpochMs, zone: Zone): CalendarInterval {
  const era = zone.eraAt(epochMs);
  const start = startOf(epochMs + era.offsetMs, hourMs) - era.offsetMs;
  const from = Math.max(era.from, start);
  return {
    unit: 'hour',
    label: hourLabel(from + era.offsetMs, era.offsetMs),
    from,
    to: Math.min(era.to, start + hourMs),
  };
}

function wholeDaysAt(unit: Exclude<IntervalUnit, 'hour'>) {
  const wallUnit = wallUnits[unit];
  return (epochMs: EpochMs, zone: Zone): CalendarInterval => {
    for (let index = wallUnit.indexOf(zone.toWall(epochMs)); ; index += 1) {
      const to = zone.firstAt(wallUnit.startOf(index + 1));
      // Clocks that were put back show the interval before once more, inside this one.
      if (epochMs >= to) continue;
      const from = zone.firstAt(wallUnit.startOf(index));
      return { unit, label: wallUnit.labelOf(index), from, to };
    }
  };
}

/** How a wall counts its days, weeks and months. */
interface WallUnit {
  indexOf(wall: WallMs): number;
  startOf(index: number): WallMs;
  labelOf(index: number): string;
}

const wallUnits: Record<Exclude<IntervalUnit, 'hour'>, WallUnit> = {
  day: {
    indexOf: (wall) => Math.floor(wall / dayMs),
    startOf: (index) => index * dayMs,
    labelOf: (index) => writeDateTime(index * dayMs).slice(0, 10),
  },
  week: {
    indexOf: (wall) => Math.floor((Math.floor(wall / dayMs) + epochWeekday) / 7),
    startOf: startOfWeek,
    labelOf: weekLabel,
  },
  month: {
    indexOf(wall) {
      const date = new Date(wall);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    },
    startOf: startOfMonth,
    labelOf: (index) => writeDateTime(startOfMonth(index)).slice(0, 7),
  },
};

function startOfWeek(index: number): WallMs {
  return (index * 7 - epochWeekday) * dayMs;
}

function startOfMonth(index: number): WallMs {
  // Date.UTC takes the years 0 to 99 for those of the last century.
  return new Date(0).setUTCFullYear(Math.floor(index / 12), index - 12 * Math.floor(index / 12), 1);
}

/** A week belongs to the year in which its Thursday lies. */
function weekLabel(index: number): string {
  const thursday = startOfWeek(index) + 3 * dayMs;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - startOfMonth(year * 12)) / (7 * dayMs)) + 1;
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}

function hourLabel(wall: WallMs, offsetMs: number): string {
  // Clocks that changed between whole minutes are history, and still not to be confused.
  const time = writeDateTime(wall).slice(0, wall % minuteMs === 0 ? 16 : 19);
  const offset = writeDateTime(Math.abs(offsetMs)).slice(11, offsetMs % minuteMs === 0 ? 16 : 19);
  return `${time}${offsetMs < 0 ? '-' : '+'}${offset}`;
}

function startOf(wall: WallMs, stepMs: number): WallMs {
  return Math.floor(wall / stepMs) * stepMs;
}
