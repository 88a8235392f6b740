import { figureText, type Metric, metrics } from '@cdr/core';
import { type Html, html } from '../page/html.ts';
import { nothing } from '../page/page-text.ts';
import { keyMetrics } from '../read-report.ts';
import type { Report, ReportNote } from '../report.ts';

/** The figures over the whole period, and what each of them says. */
export function keyFigures({ figures, notes }: Report): Html {
  const cards = keyMetrics.map((name) => {
    const value = figures[name] ?? null;
    const missing = notes.some(({ metric }) => metric === name) ? 'not told' : 'no such calls';
    return html`<li><span class="name">${metrics[name].title}</span>
      <span class="value">${value === null ? nothing : figureText(name, value)}</span>
      <span class="unit">${value === null ? missing : unitOf(metrics[name])}</span></li>`;
  });
  const definitions = keyMetrics.map(
    (name) => html`<div><dt>${metrics[name].title}</dt><dd>${metrics[name].definition}
      ${reasonsOf(notes.filter(({ metric }) => metric === name))}</dd></div>`,
  );
  return html`<section><h2>Key figures</h2>
    <ul class="cards">${cards}</ul>
    <h3>What the figures say</h3><dl class="definitions">${definitions}</dl></section>`;
}

function unitOf({ unit }: Metric): string {
  if (unit === 'seconds') return 'h:mm:ss';
  return unit === 'ratio' ? '' : unit;
}

function reasonsOf(notes: readonly ReportNote[]): Html[] {
  return notes.map(
    ({ source, reason }) =>
      html`<em>Not told${source === null ? '' : ` for ${source}`}: ${reason}.</em> `,
  );
}
