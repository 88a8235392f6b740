import type { Call, SummaryRow } from '@cdr/core';
import type { Html } from '../page/html.ts';
import { drawSvg, lineColor, mutedColor } from './draw-svg.ts';
import { colorOf, outcomesIn } from './outcome.ts';

const width = 1000;
const lineHeight = 44;

/** The directions of calls, in the order of lines. */
export const directions: readonly { direction: Call['direction']; title: string }[] = [
  { direction: 'inbound', title: 'Inbound' },
  { direction: 'outbound', title: 'Outbound' },
  { direction: 'internal', title: 'Internal' },
  { direction: 'unknown', title: 'Not told' },
];

/** How calls of each direction are divided by what became of them; a bar for all is as long as any. */
export function outcomeChart(rows: readonly SummaryRow[]): Html {
  const lines = directionsIn(rows);
  return drawSvg(
    {
      grid: { left: 84, right: 24, top: 4, bottom: 28, outerBoundsMode: 'none' },
      xAxis: {
        type: 'value',
        max: 100,
        splitLine: { lineStyle: { color: lineColor } },
        axisLabel: { color: mutedColor, formatter: '{value} %' },
      },
      yAxis: {
        type: 'category',
        data: lines.map(({ title }) => title),
        inverse: true,
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { color: mutedColor },
      },
      series: outcomesIn(rows).map(({ disposition }) => ({
        type: 'bar',
        stack: 'calls',
        silent: true,
        barMaxWidth: 22,
        itemStyle: { color: colorOf(disposition) },
        data: lines.map(({ direction }) => {
          const all = callsOf(rows, { direction });
          return (100 * callsOf(rows, { direction, disposition })) / all || '-';
        }),
      })),
    },
    { width, height: lines.length * lineHeight + 32 },
  );
}

/** The directions that occur in rows. */
export function directionsIn(rows: readonly SummaryRow[]): typeof directions {
  return directions.filter(({ direction }) => callsOf(rows, { direction }) > 0);
}

/** The calls of all rows with these values. */
export function callsOf(
  rows: readonly SummaryRow[],
  wanted: Partial<Pick<Call, 'direction' | 'disposition'>>,
): number {
  return rows
    .filter(({ dimensions }) =>
      Object.entries(wanted).every(([name, value]) =>
        name === 'direction' ? dimensions.direction === value : dimensions.disposition === value,
      ),
    )
    .reduce((sum, { metrics }) => sum + (metrics.calls ?? 0), 0);
}
