import type { StatisticsStream } from '../provider/statistics-stream.ts';
import { type Calendar, weekdayOf } from '../time/calendar.ts';
import type { WallMs } from '../time/epoch-ms.ts';
import { formatWallTime } from '../time/wall-time.ts';
import type { Window } from '../window/window.ts';

type CalendarUnit = StatisticsStream['window']['calendarUnit'];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Of a date, how much names the unit that it lies in; of a week's, how much names the day before it. */
const nameLength: Record<CalendarUnit, number> = { day: 10, week: 10, month: 7, year: 4 };

/**
 * Cuts a window of whole intervals so that in every slice the wall goes on from interval to interval
 * within one unit of the calendar: then no two of its intervals bear the same name, though names
 * tell nothing beyond the unit. The hour that autumn repeats begins a slice of its own.
 */
export function cutWhereNamesRepeat(
  window: Window,
  unit: CalendarUnit,
  calendar: Calendar,
): Window[] {
  const stepMs = calendar.unit === 'hour' ? hourMs : dayMs;
  const slices: Window[] = [];
  let before: WallMs | null = null;
  for (const { from, to } of calendar.within(window)) {
    // Hours that begin where the clocks change bear the name of the hour that they are a part of.
    const name = Math.floor(calendar.zone.toWall(from) / stepMs) * stepMs;
    const last = slices.at(-1);
    const goesOn = before !== null && name > before && unitOf(before, unit) === unitOf(name, unit);
    if (last !== undefined && goesOn) last.to = to;
    else slices.push({ from, to });
    before = name;
  }
  return slices;
}

/** Names the day, the week or another unit in which a wall time lies. */
function unitOf(wall: WallMs, unit: CalendarUnit): string {
  const date = formatWallTime(unit === 'week' ? wall - weekdayOf(wall) * dayMs : wall);
  return date.slice(0, nameLength[unit]);
}
