import type { EpochMs, Window } from '@cdr/core';

/** The span in which calls are counted to find places in a listing. */
const hourMs = 3_600_000;
/** Hours are counted from the year 0, since the database's integer division rounds towards zero. */
const yearZeroMs = -62_167_219_200_000;

/** The hour of the table's `started_at`, as SQL. */
export const hourSql = `(epoch_ms(started_at) - ${yearZeroMs}) // ${hourMs}`;

/** The number of the hour in which an instant lies; infinity is its own. */
export function hourOf(epochMs: EpochMs): number {
  return Math.floor((epochMs - yearZeroMs) / hourMs);
}

/** The first instant of an hour. */
export function startOfHour(hour: number): EpochMs {
  return hour * hourMs + yearZeroMs;
}

/** The least whole hours that hold a window, which may be open. */
export function wholeHours({ from, to }: Window): Window {
  return {
    from: startOfHour(hourOf(from)),
    to: startOfHour(Math.ceil((to - yearZeroMs) / hourMs)),
  };
}
