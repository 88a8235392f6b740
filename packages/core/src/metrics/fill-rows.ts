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
    const keyOf = (row: SummaryRow) =>
      JSON.stringify(dimensions.map((name) => row.dimensions[name]));
    const intervals = [...calendar.within(range)];
    const missing =
      dimensions.length === 0 && rows.length === 0
        ? intervals.map((interval) => ({ interval, like: undefined }))
        : missingIntervals(rows, intervals, keyOf);
    for (const { interval, like } of missing) filled.push(emptyRow(plan, interval, like));
  }
  return orderRows(plan, filled);
}

/** The intervals that rows of one key lack, each with one of these rows. */
export function missingIntervals<Row extends SummaryRow>(
  rows: readonly Row[],
  intervals: readonly CalendarInterval[],
  keyOf: (row: Row) => string,
): { interval: CalendarInterval; like: Row }[] {
  const byKey = new Map<string, { like: Row; present: Set<number | undefined> }>();
  for (const row of rows) {
    const key = keyOf(row);
    const own = byKey.get(key) ?? { like: row, present: new Set() };
    byKey.set(key, own);
    own.present.add(row.interval?.from);
  }
  return [...byKey.values()].flatMap(({ like, present }) =>
    intervals.filter(({ from }) => !present.has(from)).map((interval) => ({ interval, like })),
  );
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
