import type { EpochMs, Window } from '@cdr/core';
import type { TimeReadings } from './time-bound.ts';

/** The four bounds of a query, each the instant of a full second; absent where the query has none. */
export interface Bounds {
  start_time_since?: EpochMs;
  start_time_to?: EpochMs;
  end_time_since?: EpochMs;
  end_time_to?: EpochMs;
}

/** The windows that a query means, by when calls started and by when they ended; open ends are infinite. */
export interface Windows {
  started: Window;
  ended: Window;
}

const secondMs = 1000;
const longestMs = 31 * 86_400_000;

/**
 * The vendor's rules, by their numbers in its documents. (1) A beginning alone, more than 31 days ago:
 * the last 31 days. (2) An end more than 31 days behind the beginning, or without one: the 31 days
 * before the end. (3) Anything shorter: as asked. (4) Both beginnings: that of the end times counts.
 */
export function resolveWindows(bounds: Bounds, now: EpochMs, readings: TimeReadings): Windows {
  const told: Bounds = { ...bounds };
  if (told.end_time_since !== undefined) delete told.start_time_since;
  const isByEnd =
    told.end_time_since !== undefined ||
    (told.start_time_since === undefined && told.start_time_to === undefined);
  const [sinceName, toName, otherToName] = isByEnd
    ? (['end_time_since', 'end_time_to', 'start_time_to'] as const)
    : (['start_time_since', 'start_time_to', 'end_time_to'] as const);
  const since = told[sinceName];
  const to = told[toName] ?? told[otherToName];
  if (since !== undefined || to !== undefined) {
    const earliest = (to ?? now) - longestMs;
    told[sinceName] = Math.max(since ?? earliest, earliest);
  }
  return {
    started: windowOf(told.start_time_since, told.start_time_to, readings),
    ended: windowOf(told.end_time_since, told.end_time_to, readings),
  };
}

/** Times are compared by the second. */
function windowOf(
  since: EpochMs | undefined,
  to: EpochMs | undefined,
  readings: TimeReadings,
): Window {
  const skipped = readings.since === 'inclusive' ? 0 : secondMs;
  const added = readings.to === 'inclusive' ? secondMs : 0;
  return {
    from: (since ?? Number.NEGATIVE_INFINITY) + skipped,
    to: (to ?? Number.POSITIVE_INFINITY) + added,
  };
}
