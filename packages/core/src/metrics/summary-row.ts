import { compareUtf8 } from '../compare-utf8.ts';
import type { CalendarInterval } from '../time/calendar.ts';
import type { DimensionName } from './dimensions.ts';
import type { MetricName } from './metrics.ts';

/** A value of a dimension; `null` for what calls don't tell. */
export type DimensionValue = string | number | null;

/** The figures of one interval and one combination of values. */
export interface SummaryRow {
  /** `null` when nothing is told by interval. */
  interval: CalendarInterval | null;
  /**
   * Of every dimension asked for; and of `source`, where ids are the vendor's own: `null` for a
   * person, who may be in several.
   */
  dimensions: Partial<Record<DimensionName, DimensionValue>>;
  /** The names of what dimensions name by id, by dimension. */
  names: Partial<Record<DimensionName, string | null>>;
  /** Every metric asked for; `null` where there is no such figure. */
  metrics: Partial<Record<MetricName, number | null>>;
}

/** Sorts rows by interval, then by each of the dimensions: texts by their bytes, what isn't known last. */
export function compareRows(dimensions: readonly DimensionName[]) {
  return (a: SummaryRow, b: SummaryRow): number => {
    const byTime = (a.interval?.from ?? 0) - (b.interval?.from ?? 0);
    if (byTime !== 0) return byTime;
    for (const name of dimensions) {
      const order = compareValues(a.dimensions[name] ?? null, b.dimensions[name] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function compareValues(a: DimensionValue, b: DimensionValue): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareUtf8(String(a), String(b));
}
