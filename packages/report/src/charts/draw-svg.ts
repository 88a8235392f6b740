import {
  BarChart,
  type BarSeriesOption,
  HeatmapChart,
  type HeatmapSeriesOption,
} from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  type VisualMapComponentOption,
  VisualMapPiecewiseComponent,
} from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Html, trustedHtml } from '../page/html.ts';

use([BarChart, HeatmapChart, GridComponent, VisualMapPiecewiseComponent, SVGRenderer]);

/** What is drawn. */
export type ChartOption = ComposeOption<
  BarSeriesOption | HeatmapSeriesOption | GridComponentOption | VisualMapComponentOption
>;

/** The size that a chart is drawn for; the page scales it. */
export interface ChartSize {
  width: number;
  height: number;
}

/** Colours are variables of the page, so that one drawing serves light, dark and paper. */
export const lineColor = 'var(--line)';
export const mutedColor = 'var(--muted)';

/** Draws a chart as SVG, without a browser and without scripts. Texts in it are escaped. */
export function drawSvg(option: ChartOption, size: ChartSize): Html {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
    return trustedHtml(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}
