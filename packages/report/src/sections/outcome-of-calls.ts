import { outcomeLegend, outcomesIn } from '../charts/outcome.ts';
import { callsOf, directionsIn, outcomeChart } from '../charts/outcome-chart.ts';
import { type Html, html } from '../page/html.ts';
import { countText } from '../page/page-text.ts';
import type { Report } from '../report.ts';

/** What became of calls, by direction. */
export function outcomeOfCalls({ outcomes: rows }: Report): Html {
  const columns = outcomesIn(rows);
  const lines = directionsIn(rows).map(
    ({ direction, title }) => html`<tr><th scope="row">${title}</th>
      <td class="number">${countText(callsOf(rows, { direction }))}</td>
      ${columns.map(
        ({ disposition }) =>
          html`<td class="number">${countText(callsOf(rows, { direction, disposition }))}</td>`,
      )}</tr>`,
  );
  return html`<section><h2>What became of them</h2>
    ${outcomeLegend(rows)}
    <figure role="img" aria-label="Shares of what became of calls, by direction">
      ${outcomeChart(rows)}</figure>
    <div class="scroll"><table><thead><tr><th scope="col">Direction</th>
      <th scope="col" class="number">Calls</th>
      ${columns.map(({ title }) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
      <tbody>${lines}</tbody></table></div></section>`;
}
