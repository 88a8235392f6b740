import type { Call, SummaryRow } from '@cdr/core';
import { type Html, html } from '../page/html.ts';

/** What became of calls, in the order of bars; the names of colours are these too. */
export const outcomes: readonly { disposition: Call['disposition']; title: string }[] = [
  { disposition: 'answered', title: 'Answered' },
  { disposition: 'no-answer', title: 'No answer' },
  { disposition: 'busy', title: 'Busy' },
  { disposition: 'failed', title: 'Failed' },
  { disposition: 'unknown', title: 'Not told' },
];

/** Those that occur in rows by disposition. */
export function outcomesIn(rows: readonly SummaryRow[]): typeof outcomes {
  const found = new Set(rows.map(({ dimensions }) => dimensions.disposition));
  return outcomes.filter(({ disposition }) => found.has(disposition));
}

/** The variable of the page that holds the colour. */
export function colorOf(disposition: Call['disposition']): string {
  return `var(--${disposition})`;
}

/** Which colour means what. */
export function outcomeLegend(rows: readonly SummaryRow[]): Html {
  const items = outcomesIn(rows).map(
    ({ disposition, title }) =>
      html`<li><span class="swatch" style="background:${colorOf(disposition)}"></span>${title}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}
