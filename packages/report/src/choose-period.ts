import type { IntervalUnit, Store, Window } from '@cdr/core';
import type { ReportQuery } from './report.ts';

const dayMs = 86_400_000;

/** Up to how many days are told by which intervals; more by months. */
const units: readonly (readonly [days: number, unit: IntervalUnit])[] = [
  [3, 'hour'],
  [93, 'day'],
  [735, 'week'],
];

/**
 * The time that a report is about: what was asked for, where that is open as far as there are calls, in
 * whole days. `null` when that leaves none.
 */
export async function choosePeriod(
  store: Pick<Store, 'summarize'>,
  { filter = {}, ...query }: ReportQuery,
): Promise<Window | null> {
  const { from, to } = filter;
  if (from !== undefined && to !== undefined) return { from, to };
  const days = await store.summarize({ ...query, filter, metrics: ['calls'], interval: 'day' });
  const first = days[0]?.interval?.from;
  const last = days.at(-1)?.interval?.to;
  if (first === undefined || last === undefined) return null;
  return { from: from ?? first, to: to ?? last };
}

/** Intervals of which a period has neither too few nor too many to look at. */
export function unitFor({ from, to }: Window): IntervalUnit {
  const days = (to - from) / dayMs;
  return units.find(([most]) => days <= most)?.[1] ?? 'month';
}
