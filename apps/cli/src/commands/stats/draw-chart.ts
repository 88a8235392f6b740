import {
  figureText,
  type Metric,
  type MetricName,
  metrics,
  type Store,
  type SummaryQuery,
  type SummaryRow,
  unavailableMetrics,
} from '@cdr/core';
import type { Paint } from '../../terminal/paint.ts';
import { drawBars } from './draw-bars.ts';
import { drawHeatMap } from './draw-heat-map.ts';

/** What is drawn, and how. */
interface ChartSubject {
  query: SummaryQuery;
  metric: MetricName;
  width: number;
  paint: Paint;
}

/**
 * Bars of a metric, one an interval (days, where the query has none), and a week with a cell for each
 * hour, where the metric can be told by hours.
 */
export async function drawChart(
  store: Store,
  { query, metric, width, paint }: ChartSubject,
): Promise<string> {
  const asked = { ...query, metrics: [metric], by: [] };
  const interval = query.interval ?? 'day';
  const rows = await store.summarize({ ...asked, interval, fill: true });
  const { title, unit }: Metric = metrics[metric];
  const isWhole = unit === 'calls' || unit === 'numbers';
  const figureOf = (row: SummaryRow) => row.metrics[metric] ?? null;
  const bars = rows.map((row) => ({
    label: row.interval?.label ?? '',
    value: figureOf(row),
    text: figureText(metric, figureOf(row)),
  }));
  const looks = { width, paint: (text: string) => paint('cyan', text) };
  const heading = paint('bold', `${title} by ${interval}`);
  const chart = `${heading}\n\n${drawBars(bars, looks)}`;
  const { interval: _, ...allTime } = asked;
  const byHour: SummaryQuery = { ...allTime, by: ['weekday', 'hour-of-day'] };
  if (rows.length === 0 || unavailableMetrics(byHour).length > 0) return chart;
  const figures = (await store.summarize(byHour)).map((row) => ({
    weekday: Number(row.dimensions.weekday),
    hour: Number(row.dimensions['hour-of-day']),
    value: figureOf(row),
  }));
  const describe = (value: number) => figureText(metric, isWhole ? Math.floor(value) : value);
  const heatMap = drawHeatMap(figures, { ...looks, describe });
  const weekHeading = paint('bold', `${title} by weekday and hour, ${query.timeZone}`);
  return `${chart}\n${weekHeading}\n\n${heatMap}`;
}
