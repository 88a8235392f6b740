import type { StatisticsStream } from '../provider/statistics-stream.ts';
import { type Calendar, createCalendar } from '../time/calendar.ts';
import { durationToMs } from '../time/duration.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import type { Zone } from '../time/zone.ts';
import type { Window } from '../window/window.ts';
import { cutWhereNamesRepeat } from './cut-where-names-repeat.ts';
import type { PlanRules } from './plan-stream.ts';

/**
 * How a stream of statistics is planned: in whole intervals, the one that still runs included. An
 * interval is sealed when it has been over for as long as the vendor takes to settle.
 */
export function statisticsRules(stream: StatisticsStream, zone: Zone, now: EpochMs): PlanRules {
  const calendar = createCalendar(stream.interval, zone);
  return {
    end: now,
    sealable: calendar.at(now - durationToMs(stream.finality.settle)).from,
    whole: (window) => wholeIntervals(window, now, calendar),
    cut: (window) => cutWhereNamesRepeat(window, stream.window.calendarUnit, calendar),
  };
}

/** The window with the whole of every interval that it touches, as far as they have begun. */
function wholeIntervals(window: Window, now: EpochMs, calendar: Calendar): Window {
  const until = Math.min(window.to, now);
  if (until <= window.from) return { from: window.from, to: window.from };
  return { from: calendar.at(window.from).from, to: calendar.at(until - 1).to };
}
