import type { EpochMs } from '../time/epoch-ms.ts';
import type { Window } from '../window/window.ts';
import type { SummaryPlan } from './summary-plan.ts';

/** When the first and the last of the calls started that count; `null` when there are none. */
export type Starts = { first: EpochMs; last: EpochMs } | null;

/**
 * The time that rows are about: what was asked for; where no end was, up to the intervals of the first
 * and the last call. `null` when that leaves none.
 */
export function rowRange({ range, calendar }: SummaryPlan, starts: Starts): Window | null {
  if (calendar === null) return range;
  const isBounded = Number.isFinite(range.from) && Number.isFinite(range.to);
  if (isBounded) return range;
  if (starts === null) return null;
  return {
    from: Number.isFinite(range.from) ? range.from : calendar.at(starts.first).from,
    to: Number.isFinite(range.to) ? range.to : calendar.at(starts.last).to,
  };
}
