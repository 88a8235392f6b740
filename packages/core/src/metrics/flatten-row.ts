import type { CalendarInterval } from '../time/calendar.ts';
import { toInstant } from '../time/instant.ts';
import { type Dimension, dimensionNames, dimensions } from './dimensions.ts';
import { metricNames } from './metrics.ts';
import type { SummaryRow } from './summary-row.ts';

/** A row as programs outside see it: one level of keys. */
export type FlatRow = Record<string, string | number | null>;

/**
 * A row as one object: `interval`, `intervalStart` and `intervalEnd` where it is told by interval, one
 * key a dimension with its name beside, then `labels`, such as where the figures come from, and one
 * key a metric.
 */
export function flattenRow({
  interval,
  dimensions: values,
  names,
  metrics,
  labels = {},
}: SummaryRow & { labels?: FlatRow }): FlatRow {
  const flat: FlatRow = interval === null ? {} : { ...flattenInterval(interval) };
  for (const dimension of dimensionNames) {
    const value = values[dimension];
    if (value === undefined) continue;
    const { key, name }: Dimension = dimensions[dimension];
    flat[key] = value;
    if (name !== undefined) flat[name.key] = names[dimension] ?? null;
  }
  Object.assign(flat, labels);
  for (const metric of metricNames) {
    const value = metrics[metric];
    if (value !== undefined) flat[metric] = value;
  }
  return flat;
}

type FlatInterval = Record<'interval' | 'intervalStart' | 'intervalEnd', string>;

/** Rows of an interval share it: its instants are written once. */
const flatIntervals = new WeakMap<CalendarInterval, FlatInterval>();

function flattenInterval(interval: CalendarInterval): FlatInterval {
  const known = flatIntervals.get(interval);
  if (known !== undefined) return known;
  const { label, from, to } = interval;
  const flat = { interval: label, intervalStart: toInstant(from), intervalEnd: toInstant(to) };
  flatIntervals.set(interval, flat);
  return flat;
}
