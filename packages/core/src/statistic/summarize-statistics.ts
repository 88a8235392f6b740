import { compareUtf8 } from '../compare-utf8.ts';
import type { DimensionName } from '../metrics/dimensions.ts';
import { missingIntervals } from '../metrics/fill-rows.ts';
import { createLatestNames } from '../metrics/latest-names.ts';
import type { MetricName } from '../metrics/metrics.ts';
import { orderRows } from '../metrics/order-rows.ts';
import { planSummary, type SummaryPlan } from '../metrics/summary-plan.ts';
import type { SummaryQuery } from '../metrics/summary-query.ts';
import type { DimensionValue, SummaryRow } from '../metrics/summary-row.ts';
import type { CalendarInterval, IntervalUnit } from '../time/calendar.ts';
import { toEpochMs } from '../time/instant.ts';
import type { Window } from '../window/window.ts';
import { metricOfSums, sumOfValues, valuesOfMetric } from './metric-of-sums.ts';
import { parametersText } from './parameters-text.ts';
import { type Statistic, type StatisticValues, statisticValueNames } from './statistic.ts';

/** Figures that a vendor's sums make, beside those that are computed from calls. */
export interface StatisticsRow extends SummaryRow {
  /** What the vendor was asked besides the interval, as JSON: other parameters, other rows. */
  parameters: string;
}

/** Sums of a source that are in no row. */
export interface LeftOutSums {
  source: string;
  unit: IntervalUnit;
  /** So many, since they don't lie in one interval each, or in the range. */
  count: number;
}

/** A metric that is `null` in rows of a source, since some of its sums lack what it is made of. */
export interface UntoldBySums {
  source: string;
  metric: MetricName;
  /** What they lack. */
  values: (keyof StatisticValues)[];
}

/** See {@link summarizeStatistics}. */
export interface StatisticsSummary {
  /** Sorted as those of calls. */
  rows: StatisticsRow[];
  leftOut: LeftOutSums[];
  untold: UntoldBySums[];
}

/** Sums of a source by one unit. */
interface UnitSums {
  fitting: Statistic[];
  leftOut: number;
}

/** By which units sums make an interval, the best first. */
const unitsFor: Record<IntervalUnit | 'all time', readonly IntervalUnit[]> = {
  hour: ['hour'],
  day: ['day', 'hour'],
  week: ['week', 'day', 'hour'],
  month: ['month', 'day', 'hour'],
  'all time': ['day', 'hour', 'week', 'month'],
};

/**
 * The figures that vendors' sums make for a query that `whyNoStatistics` has nothing against:
 * never added to those of calls, and of each source by one unit alone, since sums by day are in sums
 * by week. In intervals that are filled, every figure is `null`: nobody says that nothing happened.
 *
 * `statistics` are those of the query's sources and agents that begin in its range.
 */
export async function summarizeStatistics(
  statistics: AsyncIterable<readonly Statistic[]>,
  query: SummaryQuery,
): Promise<StatisticsSummary> {
  const plan = planSummary(query);
  const units = unitsFor[query.interval ?? 'all time'];
  const bySource = await sortOut(statistics, plan);
  const taken: Statistic[] = [];
  const leftOut: LeftOutSums[] = [];
  for (const [source, byUnit] of bySource) {
    const unit = units.find((name) => byUnit.get(name)?.fitting.length);
    const [unfit] = byUnit.keys();
    const told = unit ?? unfit;
    const { fitting = [], leftOut: count = 0 } = told === undefined ? {} : (byUnit.get(told) ?? {});
    if (told === undefined) continue;
    // Not by a spread: arguments are limited in number.
    if (unit !== undefined) for (const statistic of fitting) taken.push(statistic);
    const missing = unit === undefined ? count + fitting.length : count;
    if (missing > 0) leftOut.push({ source, unit: told, count: missing });
  }
  return { rows: toRows(taken, plan), leftOut, untold: untoldBy(taken, plan.metrics) };
}

/** Statistics by source and unit, and whether they lie in one interval of the plan. */
async function sortOut(
  statistics: AsyncIterable<readonly Statistic[]>,
  { calendar, range }: SummaryPlan,
): Promise<Map<string, Map<IntervalUnit, UnitSums>>> {
  const bySource = new Map<string, Map<IntervalUnit, UnitSums>>();
  for await (const batch of statistics) {
    for (const statistic of batch) {
      const { source, interval } = statistic;
      const byUnit = bySource.get(source) ?? new Map<IntervalUnit, UnitSums>();
      bySource.set(source, byUnit);
      const own = byUnit.get(interval.unit) ?? { fitting: [], leftOut: 0 };
      byUnit.set(interval.unit, own);
      const window = windowOf(statistic);
      const fits = isInside(window, calendar?.at(window.from) ?? range) && isInside(window, range);
      if (fits) own.fitting.push(statistic);
      else own.leftOut += 1;
    }
  }
  return bySource;
}

function toRows(statistics: readonly Statistic[], plan: SummaryPlan): StatisticsRow[] {
  const rows = new Map<string, SummedRow>();
  const names = createLatestNames();
  for (const statistic of statistics) {
    const { from } = windowOf(statistic);
    const interval = plan.calendar?.at(from) ?? null;
    const place = placeOf(statistic, plan);
    const parameters = parametersText(statistic.parameters);
    const key = JSON.stringify([interval?.from ?? null, place.values, parameters]);
    const before = rows.get(key)?.sums;
    const sums = before === undefined ? statistic.values : sumOfValues(before, statistic.values);
    rows.set(key, { interval, values: place.values, parameters, sums });
    const { source, agent, name } = place;
    if (name !== null) names.add({ dimension: 'agent', source, id: agent, name, at: from });
  }
  const told = [...rows.values()].map(({ interval, values, parameters, sums }) => ({
    interval,
    dimensions: Object.fromEntries(plan.dimensions.map((name, index) => [name, values[index]])),
    names: names.of(plan.dimensions, values),
    metrics: Object.fromEntries(plan.metrics.map((name) => [name, metricOfSums(name, sums)])),
    parameters,
  }));
  const filled = [...told, ...untoldRows(plan, told, statistics)];
  return orderRows(
    plan,
    filled.sort((a, b) => compareUtf8(a.parameters, b.parameters)),
  );
}

/** Rows for the intervals without sums, where the plan asks for them. */
function untoldRows(
  { fill, calendar, dimensions, metrics, range }: SummaryPlan,
  told: readonly StatisticsRow[],
  statistics: readonly Statistic[],
): StatisticsRow[] {
  if (!fill || calendar === null || statistics.length === 0) return [];
  const windows = statistics.map(windowOf);
  const first = windows.reduce(
    (least, { from }) => Math.min(least, from),
    Number.POSITIVE_INFINITY,
  );
  const last = windows.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY);
  const intervals = calendar.within({
    from: Number.isFinite(range.from) ? range.from : first,
    to: Number.isFinite(range.to) ? range.to : last,
  });
  const keyOf = (row: StatisticsRow) =>
    JSON.stringify([dimensions.map((name) => row.dimensions[name]), row.parameters]);
  return missingIntervals(told, [...intervals], keyOf).map(({ interval, like }) => ({
    ...like,
    interval,
    metrics: Object.fromEntries(metrics.map((name) => [name, null])),
  }));
}

/** A row in the making. */
interface SummedRow {
  interval: CalendarInterval | null;
  values: readonly DimensionValue[];
  parameters: string;
  sums: StatisticValues;
}

function untoldBy(
  statistics: readonly Statistic[],
  metrics: readonly MetricName[],
): UntoldBySums[] {
  const missing = new Map<string, Set<keyof StatisticValues>>();
  for (const { source, values } of statistics) {
    const own = missing.get(source) ?? new Set();
    missing.set(source, own);
    for (const name of statisticValueNames) if (values[name] === null) own.add(name);
  }
  return [...missing].flatMap(([source, own]) =>
    metrics
      .map((metric) => ({
        source,
        metric,
        values: valuesOfMetric(metric).filter((name) => own.has(name)),
      }))
      .filter(({ values }) => values.length > 0),
  );
}

/** Whose sums they are, by the plan's dimensions. */
function placeOf({ source, provider, agent, extension }: Statistic, plan: SummaryPlan) {
  const agentId = agent.id ?? agent.name;
  const person = agentId === null ? null : plan.people.personOf(source, agentId);
  const told: Partial<Record<DimensionName, DimensionValue>> = {
    agent: person ?? agentId,
    extension: extension.number ?? extension.id,
    source: person !== null && plan.joinsSources ? null : source,
    provider,
  };
  return {
    values: plan.dimensions.map((name) => told[name] ?? null),
    source: told.source ?? null,
    agent: told.agent ?? null,
    name: person ?? agent.name,
  };
}

function windowOf({ interval }: Statistic): Window {
  return { from: toEpochMs(interval.from), to: toEpochMs(interval.to) };
}

function isInside(window: Window, other: Window): boolean {
  return window.from >= other.from && window.to <= other.to;
}
