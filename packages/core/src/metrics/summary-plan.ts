import type { CallFilter } from '../call/call-source.ts';
import { ConfigError } from '../errors/config-error.ts';
import { type Calendar, type CalendarInterval, createCalendar } from '../time/calendar.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import type { Window } from '../window/window.ts';
import { type Dimension, type DimensionName, dimensions } from './dimensions.ts';
import type { Measure } from './measure.ts';
import { type MeasureName, measures } from './measures.ts';
import { type Metric, measureNamesOf, valueOfMetric } from './metric.ts';
import { type MetricName, metrics } from './metrics.ts';
import { createPeopleIndex, type PeopleIndex } from './people-index.ts';
import type { SummaryQuery } from './summary-query.ts';
import type { DimensionValue, SummaryRow } from './summary-row.ts';
import { unavailableMetrics } from './unavailable-metrics.ts';

/**
 * A query worked out: what has to be measured of which calls, and how what was measured becomes a
 * row. Accumulators and databases measure by the same plan.
 */
export interface SummaryPlan {
  /** By key. */
  measures: ReadonlyMap<string, Measure>;
  /** Those asked for; then `calls`, where rows are chosen by them. */
  metrics: readonly MetricName[];
  /** Those asked for; then `source`, where ids are the vendor's own and it wasn't asked for. */
  dimensions: readonly DimensionName[];
  /** Whether rows are about people, who see internal calls from two sides. */
  bySide: boolean;
  /** Whether a person is in rows without a source. */
  joinsSources: boolean;
  people: PeopleIndex;
  /** `null` when rows are not told by interval. */
  calendar: Calendar | null;
  zone: Zone;
  /** The conditions apart from time. */
  filter: Omit<CallFilter, 'from' | 'to'>;
  /** When calls start that count; without bounds where none were asked for. */
  range: Window;
  thresholdMs: number;
  fill: boolean;
  /** How many rows of each interval; `null` for all. */
  top: number | null;
  toRow(measured: MeasuredRow): SummaryRow;
}

/** What was measured of one interval and one combination of values. */
interface MeasuredRow {
  interval: CalendarInterval | null;
  /** In the order of the plan's dimensions. */
  values: readonly DimensionValue[];
  names: SummaryRow['names'];
  /** What a measure of the plan came to, by its key. */
  measured(key: string): number;
}

const defaultThresholdMs = 20_000;

/** Works a query out. Throws `ConfigError` when its zone is none, or when it contradicts itself. */
export function planSummary(query: SummaryQuery): SummaryPlan {
  const by = [...new Set(query.by)];
  const { fill = false, top = null } = query;
  if (fill && top !== null) {
    throw new ConfigError({ what: 'Only the top rows can be told, or filled ones, not both' });
  }
  const {
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
    ...filter
  } = query.filter ?? {};
  const range = { from, to };
  const zone = zoneOf(query.timeZone);
  const ownedBySource = by.filter((name) => definitionOf(name).scope === 'source');
  const impliesSource = ownedBySource.length > 0 && !by.includes('source');
  const planned = by.concat(impliesSource ? ['source'] : []);
  const unavailable = new Set(unavailableMetrics(query).map(({ metric }) => metric));
  const told = [...new Set([...query.metrics, ...(top === null ? [] : (['calls'] as const))])];
  const figures = told.map((name) => ({
    name,
    isAvailable: !unavailable.has(name),
    blockers: blockersOf(name, query.unsupplied ?? {}),
  }));
  const measured = new Map<string, Measure>();
  for (const { name, isAvailable, blockers } of figures) {
    if (!isAvailable) continue;
    for (const measure of measureNamesOf(metrics[name])) measured.set(measure, measures[measure]);
    if (blockers.length > 0) {
      measured.set(blockerKey(blockers), { kind: 'count', where: { source: blockers } });
    }
  }

  function isBlocked(blockers: readonly string[], row: MeasuredRow): boolean {
    if (blockers.length === 0) return false;
    if (row.measured(blockerKey(blockers)) > 0) return true;
    const source = row.values[planned.indexOf('source')];
    const possible = typeof source === 'string' ? [source] : (filter.source ?? []);
    return possible.length > 0 && possible.every((name) => blockers.includes(name));
  }

  return {
    measures: measured,
    metrics: told,
    dimensions: planned,
    bySide: by.includes('agent') || by.includes('extension'),
    joinsSources: impliesSource && ownedBySource.every((name) => name === 'agent'),
    people: createPeopleIndex(query.people ?? []),
    calendar: query.interval === undefined ? null : createCalendar(query.interval, zone),
    zone,
    filter: { ...filter, kind: filter.kind ?? ['call'] },
    range,
    thresholdMs: query.thresholdMs ?? defaultThresholdMs,
    fill,
    top,
    toRow(row) {
      const value = (name: MeasureName) => row.measured(name);
      const lengthMs = lengthWithin(row.interval, range);
      const values = figures.map(({ name, isAvailable, blockers }) => [
        name,
        isAvailable && !isBlocked(blockers, row)
          ? valueOfMetric(metricOf(name), value, lengthMs)
          : null,
      ]);
      return {
        interval: row.interval,
        dimensions: Object.fromEntries(planned.map((name, index) => [name, row.values[index]])),
        names: row.names,
        metrics: Object.fromEntries(values),
      };
    },
  };
}

function definitionOf(name: DimensionName): Dimension {
  return dimensions[name];
}

function metricOf(name: MetricName): Metric {
  return metrics[name];
}

/** The sources whose calls leave a metric without a figure. */
function blockersOf(
  metric: MetricName,
  unsupplied: Readonly<Record<string, readonly MetricName[]>>,
): string[] {
  return Object.keys(unsupplied)
    .filter((source) => unsupplied[source]?.includes(metric) === true)
    .sort();
}

function blockerKey(sources: readonly string[]): string {
  return `of ${JSON.stringify(sources)}`;
}

/** How much of the interval, or of all time, the range has; `null` without end. */
function lengthWithin(interval: CalendarInterval | null, range: Window): number | null {
  const from = Math.max(interval?.from ?? Number.NEGATIVE_INFINITY, range.from);
  const to = Math.min(interval?.to ?? Number.POSITIVE_INFINITY, range.to);
  return Number.isFinite(to - from) ? to - from : null;
}
