import { type Zone, zoneOf } from '@cdr/core';
import type { CoveredReport, Source, SourceReport, StreamReport, SyncReport } from '@cdr/engine';
import {
  countText,
  type ReportLine,
  rangeLines,
  reportParagraph,
} from '../../formats/report-lines.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { type Paint, paintOf } from '../../terminal/paint.ts';

const more = 'cdr coverage lists them';

/** A run in words, a paragraph for each source; times on each source's own clocks. */
export function describeSync(io: CliIo, report: SyncReport, sources: readonly Source[]): string {
  const paint = paintOf(io.stdout, io);
  return report.sources
    .map((own) => {
      const source = sources.find(({ name }) => name === own.source);
      return describeSource(own, source, paint);
    })
    .join('\n');
}

function describeSource(report: SourceReport, source: Source | undefined, paint: Paint): string {
  const { slices, requests, streams } = report;
  const zone = zoneOf(source?.settings.timeZone ?? 'UTC');
  const notes = source?.streams.find(({ kind }) => kind === 'notes')?.id;
  const colour = { complete: 'green', partial: 'yellow', failed: 'red' } as const;
  const lines: ReportLine[] = [
    ...streams.flatMap((own) => [
      describeRows(own),
      ...(own.stream === notes ? describeOpenCalls(own, zone) : describeRanges(own, zone)),
    ]),
    [
      'requests',
      `${countText(requests.sent)} for ${countText(slices.done)} of ${countText(slices.planned)} slices` +
        (requests.retried > 0 ? `, ${countText(requests.retried)} retried` : ''),
    ],
    ...report.warnings.map((text): ReportLine => [paint('yellow', 'warning'), text]),
    ...report.errors.map((text): ReportLine => [paint('red', 'error'), text]),
  ];
  const title = `${paint('bold', report.source)}  ${paint(colour[report.status], report.status)}`;
  return reportParagraph(title, lines);
}

function describeRows({ stream, rows }: StreamReport): ReportLine {
  const read = [
    `${countText(rows.inserted)} new`,
    `${countText(rows.updated)} changed`,
    `${countText(rows.unchanged)} unchanged`,
    ...(rows.removed > 0 ? [`${countText(rows.removed)} gone`] : []),
    ...(rows.rejected > 0 ? [`${countText(rows.rejected)} rejected (cdr rejected shows why)`] : []),
  ];
  return [stream, read.join(', ')];
}

/** Notes cover calls, not time. */
function describeOpenCalls({ gaps }: StreamReport, zone: Zone): ReportLine[] {
  if (gaps.length === 0) return [['gaps', 'none']];
  const note = () => ' (calls whose notes were not read yet)';
  return rangeLines('gap', gaps, { zone, more, note });
}

function describeRanges({ covered, gaps, permanentGaps }: StreamReport, zone: Zone): ReportLine[] {
  return [
    ...rangeLines('covered', joinTouching(covered), {
      zone,
      more,
      note: ({ state }) =>
        state === 'sealed' ? '' : ' (provisional: still settling, will be read again)',
    }),
    ...(gaps.length === 0 && permanentGaps.length === 0
      ? [['gaps', 'none'] satisfies ReportLine]
      : []),
    ...rangeLines('gap', gaps, { zone, more }),
    ...rangeLines('lost', permanentGaps, {
      zone,
      more,
      note: () => ' (older than the vendor answers)',
    }),
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
