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
