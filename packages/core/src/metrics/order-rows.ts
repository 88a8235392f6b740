import { compareUtf8 } from '../compare-utf8.ts';
import type { SummaryPlan } from './summary-plan.ts';
import type { DimensionValue, SummaryRow } from './summary-row.ts';

/**
 * Sorts rows by interval, where only the top is told by their calls, then by each of the dimensions:
 * texts by their bytes, what isn't known last.
 */
export function compareRows({ dimensions, top }: Pick<SummaryPlan, 'dimensions' | 'top'>) {
  return (a: SummaryRow, b: SummaryRow): number => {
    const byTime = (a.interval?.from ?? 0) - (b.interval?.from ?? 0);
    if (byTime !== 0) return byTime;
    const byCalls = top === null ? 0 : (b.metrics.calls ?? 0) - (a.metrics.calls ?? 0);
    if (byCalls !== 0) return byCalls;
    for (const name of dimensions) {
      const order = compareValues(a.dimensions[name] ?? null, b.dimensions[name] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Rows in their order, and of each interval no more than the plan has room for. */
export function orderRows<Row extends SummaryRow>(plan: SummaryPlan, rows: readonly Row[]): Row[] {
  const ordered = rows.toSorted(compareRows(plan));
  const { top } = plan;
  if (top === null) return ordered;
  const told = new Map<number | null, number>();
  return ordered.filter(({ interval }) => {
    const key = interval?.from ?? null;
    const rank = told.get(key) ?? 0;
    told.set(key, rank + 1);
    return rank < top;
  });
}

function compareValues(a: DimensionValue, b: DimensionValue): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareUtf8(String(a), String(b));
}
