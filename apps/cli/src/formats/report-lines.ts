import { stripVTControlCharacters } from 'node:util';
import { localTimeText, toEpochMs, type Zone } from '@cdr/core';
import type { RangeReport } from '@cdr/engine';

/** A line of a report: what it is about, and what there is to say. */
export type ReportLine = [label: string, text: string];

const mostRanges = 6;

/** A title with lines below it, their texts one below the other. */
export function reportParagraph(title: string, lines: readonly ReportLine[]): string {
  const width = Math.max(8, ...lines.map(([label]) => stripVTControlCharacters(label).length));
  return `${title}\n${lines.map(([label, text]) => `  ${padLabel(label, width)}  ${text}\n`).join('')}`;
}

/** A line for each range, on the clocks of `zone`; of many ranges the first ones, and how many more there are. */
export function rangeLines<Range extends RangeReport>(
  label: string,
  all: readonly Range[],
  {
    zone,
    more,
    note = () => '',
  }: {
    zone: Zone;
    /** Where the others are told. */
    more: string;
    note?: (range: Range) => string;
  },
): ReportLine[] {
  const shown = all.slice(0, mostRanges).map((range): ReportLine => {
    const [from, to] = [range.from, range.to].map((at) => localTimeText(toEpochMs(at), zone));
    return [label, `${from} … ${to}${note(range)}`];
  });
  const rest = all.length - shown.length;
  return rest > 0 ? [...shown, [label, `and ${rest} more (${more})`]] : shown;
}

/** A number for people: `12,345`. */
export function countText(number: number): string {
  return number.toLocaleString('en');
}

/** Escape sequences take no room. */
function padLabel(label: string, width: number): string {
  return label + ' '.repeat(Math.max(0, width - stripVTControlCharacters(label).length));
}
