import { isSpan } from './measure.ts';
import { measuresOf } from './metric.ts';
import { type MetricName, metrics } from './metrics.ts';
import type { SummaryQuery } from './summary-query.ts';

/** A metric that is `null` in every row, because of what was asked. */
export interface UnavailableMetric {
  metric: MetricName;
  reason: string;
}

/** The metrics for which a query leaves no meaning. */
export function unavailableMetrics({
  metrics: wanted,
  by = [],
  interval,
  filter = {},
}: SummaryQuery): UnavailableMetric[] {
  const isByStart = by.some((name) => name === 'hour-of-day' || name === 'weekday');
  const isEndless =
    interval === undefined && (filter.from === undefined || filter.to === undefined);
  return wanted.flatMap((metric) => {
    const definition = metrics[metric];
    if (isByStart && measuresOf(definition).some(isSpan)) {
      const reason =
        'it goes by all the time that a call takes, and hour-of-day and weekday by its start; ask for intervals instead';
      return [{ metric, reason }];
    }
    if (isEndless && 'per' in definition && definition.per === 'interval') {
      return [{ metric, reason: 'it needs an interval, or a range with both its ends' }];
    }
    return [];
  });
}
