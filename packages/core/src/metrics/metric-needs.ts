import type { CallField, CallFields } from '../call/call.ts';
import type { CallStream } from '../provider/call-stream.ts';
import type { Length } from './length.ts';
import { type Condition, isSpan, type Measure, type Stretch } from './measure.ts';
import { measuresOf } from './metric.ts';
import { type MetricName, metricNames, metrics } from './metrics.ts';
import type { UnavailableMetric } from './unavailable-metrics.ts';

/** Something that a vendor has to tell: a field, or which calls ended in one way. */
export type MetricNeed = CallField | `${Exclude<CallFields['disposition'], 'unknown'>} calls`;

/** Needs of which all must be met; and of several such lists, one. */
type Alternatives = readonly (readonly MetricNeed[])[];

/** What has to be told for a metric: all of one of these lists. */
export function needsOfMetric(name: MetricName): MetricNeed[][] {
  const all = allOf(measuresOf(metrics[name]).map(needsOfMeasure));
  return all
    .filter(
      (needs, index) =>
        !all.some((less) => isLess(less, needs)) &&
        all.findIndex((same) => isSame(same, needs)) === index,
    )
    .map((needs) => [...needs]);
}

/** The metrics for which a vendor tells too little, by the manifest of its stream of calls. */
export function unsuppliedMetrics({
  fields,
  dispositions,
}: Pick<CallStream, 'fields' | 'dispositions'>): UnavailableMetric[] {
  const told = new Set<MetricNeed>([
    ...fields,
    ...dispositions.map((disposition) => `${disposition} calls` as const),
  ]);
  return metricNames.flatMap((metric) => {
    const missing = needsOfMetric(metric).map((needs) => needs.filter((need) => !told.has(need)));
    if (missing.some((needs) => needs.length === 0)) return [];
    const least = missing.filter((needs) => !missing.some((less) => isLess(less, needs)));
    const ways = new Set(least.map((needs) => needs.join(' and ')));
    return [{ metric, reason: `the vendor does not tell ${[...ways].join(', or ')}` }];
  });
}

function needsOfMeasure(measure: Measure): Alternatives {
  const where = needsOfCondition(measure.where);
  if (isSpan(measure)) return allOf([where, needsOfStretch(measure.of)]);
  if (measure.kind === 'total') return allOf([where, needsOfLength(measure.of)]);
  return measure.kind === 'count' ? where : allOf([where, [['from']]]);
}

function needsOfCondition({ way, answered, disposition, queued, lasts }: Condition): Alternatives {
  return allOf([
    ...(way === undefined ? [] : [[['direction']] as const]),
    ...(answered === undefined ? [] : [[['disposition', 'answered calls']] as const]),
    ...(disposition === undefined ? [] : [needsOfDisposition(disposition)]),
    ...(queued === undefined ? [] : [[['queuedAt'], ['queue']] as const]),
    ...(lasts === undefined ? [] : [needsOfLength(lasts.length)]),
  ]);
}

function needsOfDisposition(disposition: CallFields['disposition']): Alternatives {
  return [disposition === 'unknown' ? ['disposition'] : ['disposition', `${disposition} calls`]];
}

function needsOfStretch({ from, to }: Stretch): Alternatives {
  return allOf([[[from]], typeof to === 'string' ? [[to]] : needsOfLength(to.after)]);
}

function needsOfLength(length: Length): Alternatives {
  if (typeof length === 'string') return [[length]];
  if ('from' in length) return [[length.from, length.to]];
  if ('sumOf' in length) return allOf(length.sumOf.map(needsOfLength));
  return length.firstOf.flatMap(needsOfLength);
}

/** One list of each, joined, in every combination. Every vendor tells when calls start. */
function allOf(parts: readonly Alternatives[]): Alternatives {
  return parts.reduce<Alternatives>(
    (all, part) => all.flatMap((own) => part.map((more) => joined(own, more))),
    [[]],
  );
}

function joined(own: readonly MetricNeed[], more: readonly MetricNeed[]): MetricNeed[] {
  return [...new Set([...own, ...more.filter((need) => need !== 'startedAt')])];
}

function isLess(less: readonly MetricNeed[], needs: readonly MetricNeed[]): boolean {
  return less.length < needs.length && less.every((need) => needs.includes(need));
}

function isSame(a: readonly MetricNeed[], b: readonly MetricNeed[]): boolean {
  return a.length === b.length && a.every((need) => b.includes(need));
}
