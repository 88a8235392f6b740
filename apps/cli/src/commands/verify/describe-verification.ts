import { type Zone, zoneOf } from '@cdr/core';
import type {
  DifferingRows,
  RangeDifference,
  Source,
  SourceVerification,
  StreamVerification,
  VerifyReport,
} from '@cdr/engine';
import { printable } from '../../formats/display-width.ts';
import {
  countText,
  type ReportLine,
  rangeLines,
  reportParagraph,
} from '../../formats/report-lines.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { type Paint, paintOf } from '../../terminal/paint.ts';

const mostIds = 5;
const more = '--json lists them';
const verdicts = {
  equal: 'equal',
  different: 'different',
  partial: 'not compared completely',
  failed: 'not compared',
} as const;
const colours = { equal: 'green', different: 'red', partial: 'yellow', failed: 'red' } as const;

/** A verification in words, a paragraph for each source; times on each source's own clocks. */
export function describeVerification(
  io: CliIo,
  report: VerifyReport,
  sources: readonly Source[],
): string {
  const paint = paintOf(io.stdout, io);
  return report.sources
    .map((own) => {
      const source = sources.find(({ name }) => name === own.source);
      return describeSource(own, zoneOf(source?.settings.timeZone ?? 'UTC'), paint);
    })
    .join('\n');
}

function describeSource(report: SourceVerification, zone: Zone, paint: Paint): string {
  const { requests, status } = report;
  const lines: ReportLine[] = [
    ...report.streams.flatMap((stream) => describeStream(stream, zone, paint)),
    [
      'requests',
      countText(requests.sent) +
        (requests.retried > 0 ? `, ${countText(requests.retried)} retried` : ''),
    ],
    ...report.warnings.map((text): ReportLine => [paint('yellow', 'warning'), text]),
    ...report.errors.map((text): ReportLine => [paint('red', 'error'), text]),
  ];
  const title = `${paint('bold', report.source)}  ${paint(colours[status], verdicts[status])}`;
  return reportParagraph(title, lines);
}

function describeStream(stream: StreamVerification, zone: Zone, paint: Paint): ReportLine[] {
  const { differences, repaired, provisional, unreachable, gaps, permanentGaps } = stream;
  const ranges = { zone, more };
  const isNotes = stream.kind === 'notes';
  return [
    [stream.stream, extentOf(stream)],
    ...rangeLines(paint('red', 'differs'), differences, { ...ranges, note: differenceText }),
    ...rangeLines(paint('green', 'repaired'), repaired, { ...ranges, note: differenceText }),
    ...rangeLines('settling', provisional, {
      ...ranges,
      note: () => ' (not final yet, so not compared: the next sync reads it again)',
    }),
    ...rangeLines('too old', unreachable, {
      ...ranges,
      note: () => ' (older than the vendor answers by now, so not compared)',
    }),
    ...rangeLines('gap', gaps, {
      ...ranges,
      note: () =>
        isNotes
          ? ' (calls whose notes were not read yet; the next sync reads them)'
          : ' (not covered; the next sync reads it)',
    }),
    ...rangeLines('lost', permanentGaps, {
      ...ranges,
      note: () => ' (never read, and older than the vendor answers)',
    }),
  ];
}

/** How much was compared, and how. */
function extentOf({ kind, slices, rows, differences }: StreamVerification): string {
  if (slices.planned === 0) {
    return kind === 'notes' ? 'no notes to compare' : 'nothing sealed to compare';
  }
  const parts = [
    ...(rows.compared > 0 || rows.counted === 0 ? [`${countText(rows.compared)} compared`] : []),
    ...(rows.counted > 0 ? [`${countText(rows.counted)} counted by the vendor's totals`] : []),
    ...(rows.unreadable > 0
      ? [`${countText(rows.unreadable)} not understood (cdr rejected shows why)`]
      : []),
    ...(slices.failed > 0 ? [`${countText(slices.failed)} ranges failed`] : []),
  ];
  const isEqual = differences.length === 0 && slices.done === slices.planned;
  return `${parts.join(', ')}${isEqual ? ': equal' : ''}`;
}

function differenceText({ missing, extra, changed }: RangeDifference): string {
  const parts = [
    ...rowsText(missing, 'missing in the store'),
    ...rowsText(extra, 'not told by the vendor'),
    ...rowsText(changed, 'told otherwise by the vendor'),
  ];
  return `: ${parts.join('; ')}`;
}

function rowsText({ count, ids }: DifferingRows, what: string): string[] {
  if (count === 0) return [];
  const shown = ids.slice(0, mostIds).map(printable);
  return [`${countText(count)} ${what} (${shown.join(', ')}${count > shown.length ? ', …' : ''})`];
}
