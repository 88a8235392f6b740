import { heatMap } from '../charts/heat-map.ts';
import { intervalChart } from '../charts/interval-chart.ts';
import { outcomeLegend } from '../charts/outcome.ts';
import { type Html, html } from '../page/html.ts';
import type { Report } from '../report.ts';

/** When calls come: by interval, and by the hours of the week. */
export function timeOfCalls({ intervals, hours, query: { timeZone } }: Report): Html {
  const { unit, rows } = intervals;
  return html`<section><h2>Calls by ${unit}</h2>
    ${outcomeLegend(rows)}
    <figure role="img" aria-label="Calls by ${unit}, divided by what became of them">
      ${intervalChart(rows, { unit, timeZone })}</figure></section>
  <section><h2>Calls by weekday and hour</h2>
    <figure role="img" aria-label="Calls of each hour of the week">${heatMap(hours)}</figure>
    <p class="hint">All calls of the period, by the hour in which they began on the clocks of
      ${timeZone}.</p></section>`;
}
