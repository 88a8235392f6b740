import {
  type DimensionName,
  figureText,
  metricNames,
  metrics,
  type StatisticsRow,
  type SummaryRow,
} from '@cdr/core';
import { type Html, html } from '../page/html.ts';
import { nothing } from '../page/page-text.ts';
import type { Report } from '../report.ts';

/** The values of a dimension that have the most calls. */
interface TopList {
  title: string;
  by: DimensionName;
  /** What stands above the values. */
  head: string;
  rows: readonly (SummaryRow & Partial<Pick<StatisticsRow, 'parameters'>>)[];
  hint?: string;
  /** Whether two of them stand side by side, where there is room. */
  isNarrow?: true;
}

/** Agents, queues and numbers with the most calls. */
export function topLists({ agents, queues, callers, callees, vendorAgents }: Report): Html {
  const lists: TopList[] = [
    { title: 'Top agents', by: 'agent', head: 'Agent', rows: agents },
    {
      title: "Top agents by the vendor's own sums",
      by: 'agent',
      head: 'Agent',
      rows: vendorAgents,
      hint: 'Told by the vendor, not computed from calls. The two are never added to each other.',
    },
    { title: 'Top queues', by: 'queue', head: 'Queue', rows: queues },
    { title: 'Who calls most', by: 'caller', head: 'Number', rows: callers, isNarrow: true },
    { title: 'Who is called most', by: 'callee', head: 'Number', rows: callees, isNarrow: true },
  ];
  return html`${lists.filter(({ rows }) => rows.length > 0).map(listSection)}`;
}

function listSection({ title, by, head, rows, hint, isNarrow }: TopList): Html {
  const told = metricNames.filter(
    (name) => name !== 'calls' && rows[0]?.metrics[name] !== undefined,
  );
  const most = rows.reduce((top, { metrics: own }) => Math.max(top, own.calls ?? 0), 1);
  const tellsSource = new Set(rows.map(({ dimensions }) => dimensions.source)).size > 1;
  const lines = rows.map((row) => {
    const { dimensions, names, metrics: own, parameters = '{}' } = row;
    const share = ((100 * (own.calls ?? 0)) / most).toFixed(1);
    return html`<tr><th scope="row">${names[by] ?? textOf(dimensions[by])}
        ${parameters === '{}' ? null : html`<small>${parameters}</small>`}</th>
      ${tellsSource ? html`<td>${textOf(dimensions.source)}</td>` : null}
      <td class="number">${figureText('calls', own.calls ?? null) || nothing}</td>
      <td class="share"><span style="width:${share}%"></span></td>
      ${told.map((name) => html`<td class="number">${figureText(name, own[name] ?? null) || nothing}</td>`)}</tr>`;
  });
  return html`<section class="${isNarrow === true ? 'half' : ''}"><h2>${title}</h2>
    <div class="scroll"><table><thead><tr><th scope="col">${head}</th>
      ${tellsSource ? html`<th scope="col">Source</th>` : null}
      <th scope="col" class="number">Calls</th><td></td>
      ${told.map((name) => html`<th scope="col" class="number">${metrics[name].title}</th>`)}
    </tr></thead><tbody>${lines}</tbody></table></div>
    ${hint === undefined ? null : html`<p class="hint">${hint}</p>`}</section>`;
}

function textOf(value: string | number | null | undefined): string {
  return value === null || value === undefined || value === '' ? nothing : String(value);
}
