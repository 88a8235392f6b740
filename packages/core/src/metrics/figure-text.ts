import { clockDuration } from '../time/clock-duration.ts';
import type { Metric } from './metric.ts';
import { type MetricName, metrics } from './metrics.ts';

const secondMs = 1000;

/** A figure for people: digits grouped, times as h:mm:ss, shares in per cent; empty where there is none. */
export function figureText(metric: MetricName, value: number | null): string {
  if (value === null) return '';
  const { unit }: Metric = metrics[metric];
  if (unit === 'seconds') return clockDuration(value * secondMs);
  if (unit === 'ratio') return `${(100 * value).toFixed(1)} %`;
  return unit === 'erlangs' ? grouped(value, 2) : grouped(value, 0);
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
