import { stripVTControlCharacters } from 'node:util';
import { localTimeText, toEpochMs, type Zone, zoneOf } from '@cdr/core';
import type { CoveredReport, RangeReport, Source, SourceReport, SyncReport } from '@cdr/engine';
import type { CliIo } from '../../terminal/cli-io.ts';
import { type Paint, paintOf } from '../../terminal/paint.ts';

const mostRanges = 6;

/** A run in words, a paragraph for each source; times on each source's own clocks. */
export function describeSync(io: CliIo, report: SyncReport, sources: readonly Source[]): string {
  const paint = paintOf(io.stdout, io);
  return report.sources
    .map((own) => {
      const source = sources.find(({ name }) => name === own.source);
      return describeSource(own, zoneOf(source?.settings.timeZone ?? 'UTC'), paint);
    })
    .join('\n');
}

function describeSource(report: SourceReport, zone: Zone, paint: Paint): string {
  const { slices, requests, rows } = report;
  const colour = { complete: 'green', partial: 'yellow', failed: 'red' } as const;
  const read = [
    `${count(rows.inserted)} new`,
    `${count(rows.updated)} changed`,
    `${count(rows.unchanged)} unchanged`,
    ...(rows.removed > 0 ? [`${count(rows.removed)} gone`] : []),
    ...(rows.rejected > 0 ? [`${count(rows.rejected)} rejected (cdr rejected shows why)`] : []),
  ];
  const lines: [string, string][] = [
    ['rows', read.join(', ')],
    [
      'requests',
      `${count(requests.sent)} for ${count(slices.done)} of ${count(slices.planned)} slices` +
        (requests.retried > 0 ? `, ${count(requests.retried)} retried` : ''),
    ],
    ...ranges('covered', joinTouching(report.covered), zone, ({ state }) =>
      state === 'sealed' ? '' : ' (provisional: still settling, will be read again)',
    ),
    ...(report.gaps.length === 0 && report.permanentGaps.length === 0
      ? [['gaps', 'none'] satisfies [string, string]]
      : []),
    ...ranges('gap', report.gaps, zone, () => ''),
    ...ranges('lost', report.permanentGaps, zone, () => ' (older than the vendor answers)'),
    ...report.warnings.map((text): [string, string] => [paint('yellow', 'warning'), text]),
    ...report.errors.map((text): [string, string] => [paint('red', 'error'), text]),
  ];
  const title = `${paint('bold', report.source)}  ${paint(colour[report.status], report.status)}`;
  return `${title}\n${lines.map(([label, text]) => `  ${padLabel(label)}  ${text}\n`).join('')}`;
}

/** Ranges that touch are one to a reader, however many readings proved them. */
function joinTouching(covered: readonly CoveredReport[]): CoveredReport[] {
  const joined: CoveredReport[] = [];
  for (const range of covered) {
    const last = joined.at(-1);
    if (last !== undefined && last.to === range.from && last.state === range.state) {
      last.to = range.to;
    } else joined.push({ ...range });
  }
  return joined;
}

function ranges<Range extends RangeReport>(
  label: string,
  all: readonly Range[],
  zone: Zone,
  note: (range: Range) => string,
): [string, string][] {
  const shown = all.slice(0, mostRanges).map((range): [string, string] => {
    const [from, to] = [range.from, range.to].map((at) => localTimeText(toEpochMs(at), zone));
    return [label, `${from} … ${to}${note(range)}`];
  });
  const rest = all.length - shown.length;
  return rest > 0 ? [...shown, [label, `and ${rest} more (cdr coverage lists them)`]] : shown;
}

/** Escape sequences take no room. */
function padLabel(label: string): string {
  return label + ' '.repeat(Math.max(0, 8 - stripVTControlCharacters(label).length));
}

function count(number: number): string {
  return number.toLocaleString('en');
}
