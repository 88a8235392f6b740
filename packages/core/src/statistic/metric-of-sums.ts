import type { MeasureName } from '../metrics/measures.ts';
import { type Metric, measureNamesOf, valueOfMetric } from '../metrics/metric.ts';
import { type MetricName, metrics } from '../metrics/metrics.ts';
import { type StatisticValues, statisticValueNames } from './statistic.ts';

const secondMs = 1000;

/** Which values of a vendor add up to a measure; those that tell seconds are turned into milliseconds. */
const partsOfMeasures: Partial<Record<MeasureName, readonly (keyof StatisticValues)[]>> = {
  // Of an agent or an extension, every call goes either out or in.
  calls: ['outboundCalls', 'inboundCalls'],
  answered: ['outboundAnswered', 'inboundAnswered'],
  talkMs: ['outboundSeconds', 'inboundSeconds'],
  // Nobody talks in a call that was not answered.
  answeredTalkMs: ['outboundSeconds', 'inboundSeconds'],
  answeredTalks: ['outboundAnswered', 'inboundAnswered'],
  outbound: ['outboundCalls'],
  outboundAnswered: ['outboundAnswered'],
  outboundFailed: ['outboundFailed'],
  outboundTalkMs: ['outboundSeconds'],
  inbound: ['inboundCalls'],
  inboundAnswered: ['inboundAnswered'],
  inboundBusy: ['inboundBusy'],
  inboundTalkMs: ['inboundSeconds'],
};

/** Whether a vendor's sums can tell the metric at all. */
export function isToldBySums(name: MetricName): boolean {
  const metric: Metric = metrics[name];
  return metric.per !== 'interval' && measureNamesOf(metric).every((own) => own in partsOfMeasures);
}

/** The values of sums that a metric is made of; none where they can't tell it. */
export function valuesOfMetric(name: MetricName): (keyof StatisticValues)[] {
  if (!isToldBySums(name)) return [];
  return measureNamesOf(metrics[name]).flatMap((measure) => partsOfMeasures[measure] ?? []);
}

/** A metric made of a vendor's sums; `null` where one that it needs isn't told. */
export function metricOfSums(name: MetricName, values: StatisticValues): number | null {
  if (!isToldBySums(name)) return null;
  const metric: Metric = metrics[name];
  const measured = new Map<MeasureName, number>();
  for (const measure of measureNamesOf(metric)) {
    let sum = 0;
    for (const part of partsOfMeasures[measure] ?? []) {
      const value = values[part];
      if (value === null) return null;
      sum += part.endsWith('Seconds') ? value * secondMs : value;
    }
    measured.set(measure, sum);
  }
  return valueOfMetric(metric, (measure) => measured.get(measure) ?? 0, null);
}

/** The sum of what was told twice; unknown where one part is. */
export function sumOfValues(a: StatisticValues, b: StatisticValues): StatisticValues {
  const sum = { ...a };
  for (const name of statisticValueNames) {
    const [one, other] = [a[name], b[name]];
    sum[name] = one === null || other === null ? null : one + other;
  }
  return sum;
}
