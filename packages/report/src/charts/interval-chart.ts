import type { CalendarInterval, IntervalUnit, SummaryRow } from '@cdr/core';
import type { Html } from '../page/html.ts';
import { drawSvg, lineColor, mutedColor } from './draw-svg.ts';
import { colorOf, outcomesIn } from './outcome.ts';

const size = { width: 1000, height: 280 };
const signWidth = 7;

/** Calls of each interval as bars, divided by what became of them. */
export function intervalChart(
  rows: readonly SummaryRow[],
  { unit, timeZone }: { unit: IntervalUnit; timeZone: string },
): Html {
  const intervals = new Map<number, CalendarInterval>();
  const calls = new Map<string, number>();
  const totals = new Map<number, number>();
  for (const { interval, dimensions, metrics } of rows) {
    if (interval === null) continue;
    const count = metrics.calls ?? 0;
    intervals.set(interval.from, interval);
    calls.set(`${interval.from} ${dimensions.disposition}`, count);
    totals.set(interval.from, (totals.get(interval.from) ?? 0) + count);
  }
  // Not by a spread: arguments are limited in number.
  const most = [...totals.values()].reduce((top, own) => Math.max(top, own), 0);
  const labelOf = intervalLabels(unit, timeZone);
  const starts = [...intervals.keys()];
  const left = countLabel(most).length * signWidth + 24;
  return drawSvg(
    {
      grid: { left, right: 16, top: 12, bottom: 28, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        data: starts.map(labelOf),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: lineColor } },
        axisLabel: { color: mutedColor, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitLine: { lineStyle: { color: lineColor } },
        axisLabel: { color: mutedColor, formatter: countLabel },
      },
      series: outcomesIn(rows).map(({ disposition }) => ({
        type: 'bar',
        stack: 'calls',
        silent: true,
        barMaxWidth: 36,
        barCategoryGap: '18%',
        itemStyle: { color: colorOf(disposition) },
        // What is nothing has no bar.
        data: starts.map((from) => calls.get(`${from} ${disposition}`) || '-'),
      })),
    },
    size,
  );
}

function countLabel(count: number): string {
  return count.toLocaleString('en');
}

/** Beginnings of intervals in a few letters. */
function intervalLabels(unit: IntervalUnit, timeZone: string): (from: number) => string {
  const parts: Record<IntervalUnit, Intl.DateTimeFormatOptions> = {
    hour: { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    day: { day: 'numeric', month: 'short' },
    week: { day: 'numeric', month: 'short' },
    month: { month: 'short', year: 'numeric' },
  };
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, ...parts[unit] });
  return (from) => format.format(from);
}
