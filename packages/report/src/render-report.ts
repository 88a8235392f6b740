import { type Html, html, trustedHtml } from './page/html.ts';
import { pageStyle } from './page/page-style.ts';
import { momentText, periodText } from './page/page-text.ts';
import type { Report } from './report.ts';
import { keyFigures } from './sections/key-figures.ts';
import { missedCalls } from './sections/missed-calls.ts';
import { outcomeOfCalls } from './sections/outcome-of-calls.ts';
import { proof, verdictOf } from './sections/proof.ts';
import { timeOfCalls } from './sections/time-of-calls.ts';
import { topLists } from './sections/top-lists.ts';

/** What the page may do: be looked at. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A report as one page of HTML that needs nothing else: no script, no network, no other file. Whatever
 * vendors wrote into names is text in it.
 */
export function renderReport(report: Report): string {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${titleOf(report)}</title>
<style>${trustedHtml(pageStyle)}</style>
</head>
<body>
<main>
${head(report)}
${keyFigures(report)}
${report.period === null ? null : charts(report)}
${topLists(report)}
${missedCalls(report)}
${proof(report)}
${foot(report)}
</main>
</body>
</html>
`;
  return markup;
}

function charts(report: Report): Html {
  return html`${timeOfCalls(report)}${outcomeOfCalls(report)}`;
}

function head(report: Report): Html {
  const { query, coverage } = report;
  const { isProven, text } = verdictOf(coverage);
  const { source, from: _, to: __, ...conditions } = query.filter ?? {};
  const told = Object.entries(conditions).filter(([, values]) => values !== undefined);
  return html`<header><h1>${titleOf(report)}</h1>
    ${source === undefined ? null : html`<p>Of ${source.join(', ')}</p>`}
    ${told.map(([name, values]) => html`<p>Only ${name}: ${String(values).replaceAll(',', ', ')}</p>`)}
    ${
      query.thresholdMs === undefined
        ? null
        : html`<p>Service level within ${query.thresholdMs / 1000} s</p>`
    }
    <p class="verdict${isProven ? ' proven' : ''}">${isProven ? '✓' : '!'} ${text}</p></header>`;
}

function titleOf({ period, query: { timeZone } }: Report): string {
  return period === null ? 'No calls' : `Calls, ${periodText(period, timeZone)}`;
}

function foot({ madeAt, query: { timeZone } }: Report): Html {
  return html`<footer>Made by cdr at ${momentText(madeAt, timeZone)}, ${timeZone}. A call belongs to
    the moment at which it began.</footer>`;
}
