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
  const { slices, requests, streams } = report;
  const parts: [string, StreamPart][] =
    streams.length > 1 ? streams.map((own) => [own.stream, own]) : [['rows', report]];
  const colour = { complete: 'green', partial: 'yellow', failed: 'red' } as const;
  const lines: [string, string][] = [
    ...parts.flatMap(([label, part]) => describePart(label, part, zone)),
    [
      'requests',
      `${count(requests.sent)} for ${count(slices.done)} of ${count(slices.planned)} slices` +
        (requests.retried > 0 ? `, ${count(requests.retried)} retried` : ''),
    ],
    ...report.warnings.map((text): [string, string] => [paint('yellow', 'warning'), text]),
    ...report.errors.map((text): [string, string] => [paint('red', 'error'), text]),
  ];
  const title = `${paint('bold', report.source)}  ${paint(colour[report.status], report.status)}`;
  const width = Math.max(8, ...lines.map(([label]) => stripVTControlCharacters(label).length));
  return `${title}\n${lines.map(([label, text]) => `  ${padLabel(label, width)}  ${text}\n`).join('')}`;
}

/** What a source's report and those of its streams have in common. */
type StreamPart = Pick<SourceReport, 'rows' | 'covered' | 'gaps' | 'permanentGaps'>;

function describePart(
  label: string,
  { rows, covered, gaps, permanentGaps }: StreamPart,
  zone: Zone,
): [string, string][] {
  const read = [
    `${count(rows.inserted)} new`,
    `${count(rows.updated)} changed`,
    `${count(rows.unchanged)} unchanged`,
    ...(rows.removed > 0 ? [`${count(rows.removed)} gone`] : []),
    ...(rows.rejected > 0 ? [`${count(rows.rejected)} rejected (cdr rejected shows why)`] : []),
  ];
  return [
    [label, read.join(', ')],
    ...ranges('covered', joinTouching(covered), zone, ({ state }) =>
      state === 'sealed' ? '' : ' (provisional: still settling, will be read again)',
    ),
    ...(gaps.length === 0 && permanentGaps.length === 0
      ? [['gaps', 'none'] satisfies [string, string]]
      : []),
    ...ranges('gap', gaps, zone, () => ''),
    ...ranges('lost', permanentGaps, zone, () => ' (older than the vendor answers)'),
  ];
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
function padLabel(label: string, width: number): string {
  return label + ' '.repeat(Math.max(0, width - stripVTControlCharacters(label).length));
}

function count(number: number): string {
  return number.toLocaleString('en');
}
