import { subtractWindows, toEpochMs, type Window } from '@cdr/core';
import { type Html, html } from '../page/html.ts';
import { countText, momentText } from '../page/page-text.ts';
import type { Report, ReportCoverage, ReportRange } from '../report.ts';

/** What a range is: proven for good, proven so far, not read yet at the end, missing, or lost. */
type RangeState = 'sealed' | 'provisional' | 'unread' | 'gap' | 'lost';

interface StateRange extends ReportRange {
  state: RangeState;
}

const meanings: Record<RangeState, { title: string; meaning: string }> = {
  sealed: { title: 'Sealed', meaning: 'proven complete, and final' },
  provisional: {
    title: 'Provisional',
    meaning: 'complete when it was read, too young to be final',
  },
  unread: { title: 'Not read yet', meaning: 'came after the last reading' },
  gap: { title: 'Gap', meaning: 'not proven; the next sync reads it' },
  lost: { title: 'Lost', meaning: 'not proven, and older than the vendor answers' },
};
const states = ['sealed', 'provisional', 'unread', 'gap', 'lost'] as const;
/** Where a strip is empty. */
const unasked = {
  title: 'Empty',
  meaning: 'before what is to be read of the source, or still to come',
};
const mostRanges = 12;

/** Which part of the period is proven covered, stream by stream. */
export function proof({ coverage, query: { timeZone }, period }: Report): Html {
  const streams = coverage
    .filter(({ kind }) => kind !== 'notes')
    .map((own) => ({ own, ranges: rangesOf(own) }))
    .filter(({ ranges }) => ranges.length > 0);
  if (streams.length === 0) {
    return html`<section><h2>Proof of coverage</h2>
      <p>Nothing of this period is proven: no source was read in it.</p></section>`;
  }
  const whole = extentOf(
    streams.flatMap(({ ranges }) => ranges),
    period,
  );
  const found = states.filter((state) =>
    streams.some(({ ranges }) => ranges.some((range) => range.state === state)),
  );
  const isEmptySomewhere = streams.some(({ ranges }) => !isFilled(ranges, whole));
  const legend = [
    ...found.map((state) => ({ ...meanings[state], state })),
    ...(isEmptySomewhere ? [{ ...unasked, state: 'unasked' }] : []),
  ];
  return html`<section><h2>Proof of coverage</h2>
    <ul class="legend">${legend.map(
      ({ state, title, meaning }) => html`<li><span class="swatch ${state}"></span>${title}:
        ${meaning}</li>`,
    )}</ul>
    ${streams.map(({ own, ranges }) => streamProof(own, ranges, { whole, timeZone }))}
    <p class="hint">What is sealed or provisional was read so that everything
      added up. Times are those of
      ${timeZone}.</p></section>`;
}

/** In a sentence, whether what the report shows is all there is. */
export function verdictOf(coverage: readonly ReportCoverage[]): {
  isProven: boolean;
  text: string;
} {
  const ranges = coverage.filter(({ kind }) => kind !== 'notes').flatMap(rangesOf);
  const has = (state: RangeState) => ranges.some((range) => range.state === state);
  if (!has('sealed') && !has('provisional')) {
    return { isProven: false, text: 'Nothing of this period is proven to be complete.' };
  }
  const open = ranges.filter(({ state }) => state === 'gap' || state === 'lost').length;
  if (open > 0) {
    const what = open === 1 ? 'One part is' : `${countText(open)} parts are`;
    return { isProven: false, text: `${what} missing: the figures are those of what was read.` };
  }
  if (has('provisional') || has('unread')) {
    return {
      isProven: true,
      text: 'Complete as of the last reading; the newest part is not final yet.',
    };
  }
  return { isProven: true, text: 'Proven complete, and final.' };
}

function streamProof(
  { source, stream }: ReportCoverage,
  ranges: readonly StateRange[],
  { whole, timeZone }: { whole: Window; timeZone: string },
): Html {
  const length = whole.to - whole.from;
  const bars = ranges.map(({ from, to, state }) => {
    const left = ((100 * (toEpochMs(from) - whole.from)) / length).toFixed(3);
    const width = ((100 * (toEpochMs(to) - toEpochMs(from))) / length).toFixed(3);
    return html`<span class="${state}" style="left:${left}%;width:${width}%"></span>`;
  });
  const told = ranges.slice(0, mostRanges).map(
    ({ from, to, state }) => html`<li>${momentText(from, timeZone)} – ${momentText(to, timeZone)}
      <b>${meanings[state].title.toLowerCase()}</b></li>`,
  );
  const more = ranges.length - told.length;
  return html`<div class="stream"><h3>${source} <small>${stream}</small></h3>
    <div class="strip" role="img" aria-label="Ranges of ${source}, told below">${bars}</div>
    <ul class="ranges">${told}${more > 0 ? html`<li>and ${countText(more)} more</li>` : null}</ul></div>`;
}

/** All ranges of a stream in order; a gap behind everything covered is what was not read yet. */
function rangesOf({ covered, gaps, permanentGaps }: ReportCoverage): StateRange[] {
  const end = covered.at(-1)?.to;
  return [
    ...covered,
    ...gaps.map((gap): StateRange => ({ ...gap, state: gap.from === end ? 'unread' : 'gap' })),
    ...permanentGaps.map((gap): StateRange => ({ ...gap, state: 'lost' })),
  ].sort((a, b) => toEpochMs(a.from) - toEpochMs(b.from));
}

/** Whether ranges leave nothing out. */
function isFilled(ranges: readonly ReportRange[], whole: Window): boolean {
  const told = ranges.map(({ from, to }) => ({ from: toEpochMs(from), to: toEpochMs(to) }));
  return subtractWindows([whole], told).length === 0;
}

/** From the first beginning to the last end. */
function extentOf(ranges: readonly ReportRange[], period: Window | null): Window {
  return ranges.reduce<Window>(
    ({ from, to }, range) => ({
      from: Math.min(from, toEpochMs(range.from)),
      to: Math.max(to, toEpochMs(range.to)),
    }),
    period ?? { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY },
  );
}
