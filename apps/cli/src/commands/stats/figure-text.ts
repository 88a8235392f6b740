import { type Metric, type MetricName, metrics } from '@cdr/core';
import { clockDuration } from '../../formats/local-time.ts';

/** A figure for people: digits grouped, times as h:mm:ss, shares in per cent; empty where there is none. */
export function figureText(metric: MetricName, value: number | null): string {
  if (value === null) return '';
  const { unit }: Metric = metrics[metric];
  if (unit === 'seconds') return clockDuration(value * 1000);
  if (unit === 'ratio') return `${(100 * value).toFixed(1)} %`;
  return unit === 'erlangs' ? value.toFixed(2) : value.toLocaleString('en');
}
