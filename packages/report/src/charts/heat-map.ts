import type { SummaryRow } from '@cdr/core';
import type { Html } from '../page/html.ts';
import { drawSvg, mutedColor } from './draw-svg.ts';

const size = { width: 1000, height: 300 };
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** How many shades there are; 0 is that of nothing. */
const shades = 5;

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** A week with a cell for each hour, the darker the more calls, which stand in it. */
export function heatMap(rows: readonly SummaryRow[]): Html {
  const calls = new Map(
    rows.map(({ dimensions, metrics }) => [
      `${dimensions.weekday} ${dimensions['hour-of-day']}`,
      metrics.calls ?? 0,
    ]),
  );
  const most = Math.max(1, ...calls.values());
  const cells = weekdays.flatMap((_, day) =>
    hours.map((hour) => {
      const count = calls.get(`${day + 1} ${hour}`) ?? 0;
      const shade = Math.ceil((shades * count) / most);
      return {
        value: [hour, day, shade],
        label: {
          formatter: count === 0 ? '' : compact.format(count),
          color: `var(--on-heat-${shade})`,
        },
      };
    }),
  );
  return drawSvg(
    {
      grid: { left: 48, right: 16, top: 8, bottom: 28, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        data: hours.map((hour) => String(hour).padStart(2, '0')),
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { color: mutedColor, interval: 0 },
      },
      yAxis: {
        type: 'category',
        data: weekdays,
        inverse: true,
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { color: mutedColor },
      },
      visualMap: {
        type: 'piecewise',
        show: false,
        dimension: 2,
        pieces: Array.from({ length: shades + 1 }, (_, shade) => ({
          value: shade,
          color: `var(--heat-${shade})`,
        })),
      },
      series: {
        type: 'heatmap',
        silent: true,
        itemStyle: { borderColor: 'var(--card)', borderWidth: 2, borderRadius: 4 },
        label: { show: true, fontSize: 11 },
        data: cells,
      },
    },
    size,
  );
}
