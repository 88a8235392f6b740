import type { Measure } from './measure.ts';
import { type MeasureName, measures } from './measures.ts';

/** In what a metric is told; a `ratio` lies between 0 and 1. */
export type MetricUnit = 'calls' | 'numbers' | 'seconds' | 'ratio' | 'erlangs';

/** A figure that people ask for: what it is, and how it is made of measures. */
export interface Metric {
  /** The name for people. */
  title: string;
  unit: MetricUnit;
  /** What the figure says, in words that hold for accumulators and databases alike. */
  definition: string;
  /** The standard, vendor or custom that the definition follows. */
  source: string;
  /** Measures that add up to the figure. */
  plus: readonly MeasureName[];
  /** Measures that are taken away. */
  minus?: readonly MeasureName[];
  /** Measures by whose sum it is divided, or the length of the interval; without any, there is no figure. */
  per?: readonly MeasureName[] | 'interval';
}

const secondMs = 1000;

/** The names of the measures that a metric is made of. */
export function measureNamesOf({ plus, minus = [], per = [] }: Metric): MeasureName[] {
  return [...plus, ...minus, ...(per === 'interval' ? [] : per)];
}

/** The measures that a metric is made of. */
export function measuresOf(metric: Metric): Measure[] {
  return measureNamesOf(metric).map((name) => measures[name]);
}

/** The figure, made of its measures. `null` where it would be divided by nothing, or by an unknown length. */
export function valueOfMetric(
  metric: Metric,
  measured: (name: MeasureName) => number,
  intervalMs: number | null,
): number | null {
  const sum = (names: readonly MeasureName[] = []) =>
    names.reduce((total, name) => total + measured(name), 0);
  const whole = sum(metric.plus) - sum(metric.minus);
  const value = metric.unit === 'seconds' ? whole / secondMs : whole;
  if (metric.per === undefined) return value;
  const divisor = metric.per === 'interval' ? (intervalMs ?? 0) : sum(metric.per);
  return divisor === 0 ? null : value / divisor;
}
