import { toInstant } from '../time/instant.ts';
import { type Dimension, dimensionNames, dimensions } from './dimensions.ts';
import { type MetricName, metricNames } from './metrics.ts';
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
  const flat: FlatRow = {};
  if (interval !== null) {
    flat.interval = interval.label;
    flat.intervalStart = toInstant(interval.from);
    flat.intervalEnd = toInstant(interval.to);
  }
  for (const dimension of dimensionNames) {
    const value = values[dimension];
    if (value === undefined) continue;
    const { key, name }: Dimension = dimensions[dimension];
    flat[key] = value;
    if (name !== undefined) flat[name.key] = names[dimension] ?? null;
  }
  Object.assign(flat, labels);
  const told = metricNames.filter((metric: MetricName) => metrics[metric] !== undefined);
  for (const metric of told) flat[metric] = metrics[metric] ?? null;
  return flat;
}
