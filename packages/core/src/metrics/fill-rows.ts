import type { CalendarInterval } from '../time/calendar.ts';
import type { Window } from '../window/window.ts';
import { orderRows } from './order-rows.ts';
import type { SummaryPlan } from './summary-plan.ts';
import type { SummaryRow } from './summary-row.ts';

/**
 * Rows in their order, no more than the plan has room for; where it asks for that, one for every
 * interval of the range and every combination of values that occurs. Without dimensions and intervals
 * there is always one.
 */
export function fillRows(
  plan: SummaryPlan,
  rows: readonly SummaryRow[],
  range: Window,
): SummaryRow[] {
  const { calendar, dimensions } = plan;
  const isOne = calendar === null && dimensions.length === 0;
  const filled = [...rows];
  if (isOne && rows.length === 0) filled.push(emptyRow(plan, null));
  if (plan.fill && calendar !== null) {
    const intervals = [...calendar.within(range)];
    for (const own of combinations(plan, rows).values()) {
      const present = new Set(own.map(({ interval }) => interval?.from));
      const like = own[0];
      for (const interval of intervals) {
        if (!present.has(interval.from)) filled.push(emptyRow(plan, interval, like));
      }
    }
  }
  return orderRows(plan, filled);
}

function combinations(
  { dimensions }: SummaryPlan,
  rows: readonly SummaryRow[],
): Map<string, SummaryRow[]> {
  const byValues = new Map<string, SummaryRow[]>();
  if (dimensions.length === 0) byValues.set('[]', []);
  for (const row of rows) {
    const key = JSON.stringify(dimensions.map((name) => row.dimensions[name]));
    const own = byValues.get(key);
    if (own === undefined) byValues.set(key, [row]);
    else own.push(row);
  }
  return byValues;
}

function emptyRow(
  plan: SummaryPlan,
  interval: CalendarInterval | null,
  like?: SummaryRow,
): SummaryRow {
  return plan.toRow({
    interval,
    values: plan.dimensions.map((name) => like?.dimensions[name] ?? null),
    names: like?.names ?? {},
    measured: () => 0,
  });
}
