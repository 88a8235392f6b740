import { metrics } from '@cdr/core';
import { type Html, html } from '../page/html.ts';
import { countText, momentText, nothing } from '../page/page-text.ts';
import type { Report } from '../report.ts';

/** The numbers that nobody has spoken with since they called, the last missed first. */
export function missedCalls({ openNumbers, figures, notes, query: { timeZone } }: Report): Html {
  const title = 'Missed calls not yet called back';
  const untold = notes.filter(({ metric }) => metric === 'missedOpen');
  const reasons = untold.map(
    ({ source, reason }) =>
      html`<p class="hint">${source === null ? '' : `${source}: `}${reason}.</p>`,
  );
  if (openNumbers.length === 0) {
    const all = untold.length === 0 ? 'Everybody who called was spoken with since.' : 'Not told.';
    return html`<section><h2>${title}</h2><p>${all}</p>${reasons}</section>`;
  }
  const more = (figures.missedOpen ?? openNumbers.length) - openNumbers.length;
  const lines = openNumbers.map(
    ({ e164, name, missed, firstAt, lastAt }) => html`<tr><th scope="row">${e164}</th>
      <td class="text">${name || nothing}</td>
      <td class="number">${countText(missed)}</td>
      <td>${momentText(lastAt, timeZone)}</td>
      <td>${missed === 1 ? nothing : momentText(firstAt, timeZone)}</td></tr>`,
  );
  return html`<section><h2>${title}</h2>
    <div class="scroll"><table><thead><tr><th scope="col">Number</th><th scope="col">Name</th>
      <th scope="col" class="number">Missed</th><th scope="col">Last time</th>
      <th scope="col">First time</th></tr></thead><tbody>${lines}</tbody></table></div>
    ${more > 0 ? html`<p class="hint">And ${countText(more)} more, missed earlier.</p>` : null}
    <p class="hint">${metrics.missedOpen.definition} Times are those of ${timeZone}.</p>
    ${reasons}</section>`;
}
