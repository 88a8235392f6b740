import { localTimeText, toEpochMs, zoneOf } from '@cdr/core';
import type { StreamCoverage } from '@cdr/engine';
import { renderTable, type TextRow } from '../../formats/text-table.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { type Paint, paintOf } from '../../terminal/paint.ts';

/** How a report is told. */
export interface CoverageTelling {
  timeZone: string;
  /** Whether it was asked for up to now: what came after the last sync is no gap to worry about. */
  upToNow: boolean;
}

/** One stream's ranges in order, as a table under its name, and the verdict. */
export function describeCoverage(
  io: CliIo,
  report: StreamCoverage,
  { timeZone, upToNow }: CoverageTelling,
): string {
  const paint = paintOf(io.stdout, io);
  const title = `${paint('bold', report.source)}  ${report.stream}  ${paint('dim', timeZone)}`;
  if (report.notes !== undefined) return `${title}  ${notesVerdict(report.notes, paint)}\n\n`;
  const zone = zoneOf(timeZone);
  const end = report.covered.at(-1)?.to;
  const tail = upToNow ? report.gaps.find(({ from }) => from === end) : undefined;
  const gaps = report.gaps.filter((gap) => gap !== tail);
  const ranges = [
    ...report.covered,
    ...report.gaps.map((range) => ({
      ...range,
      state: range === tail ? 'not read yet' : 'gap',
      rows: null,
      vendorRows: null,
    })),
    ...report.permanentGaps.map((range) => ({
      ...range,
      state: 'lost',
      rows: null,
      vendorRows: null,
    })),
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
  const rows = ranges.map(
    ({ from, to, state, rows: own, vendorRows }): TextRow => [
      localTimeText(toEpochMs(from), zone),
      localTimeText(toEpochMs(to), zone),
      state,
      own === null ? '' : own.toLocaleString('en'),
      vendorRows === null ? (own === null ? '' : 'not told') : vendorRows.toLocaleString('en'),
    ],
  );
  const table = renderTable(
    [
      { title: 'from' },
      { title: 'to' },
      { title: 'state' },
      { title: report.kind, align: 'right' },
      { title: "vendor's count", align: 'right' },
    ],
    rows,
  );
  const upTo = tail === undefined ? '' : ` up to ${localTimeText(toEpochMs(tail.from), zone)}`;
  const verdict =
    gaps.length === 0
      ? paint('green', `no gaps${upTo}`)
      : paint('yellow', gaps.length === 1 ? '1 gap' : `${gaps.length} gaps`);
  return `${title}  ${verdict}\n${rows.length === 0 ? '' : table.replace(/^/gm, '  ').trimEnd()}\n\n`;
}

/** Notes cover calls, not time. */
function notesVerdict(
  { calls, read, notes }: NonNullable<StreamCoverage['notes']>,
  paint: Paint,
): string {
  const verdict =
    read === calls
      ? paint('green', 'no gaps')
      : paint('yellow', `${(calls - read).toLocaleString('en')} not asked about yet`);
  const counts = `${calls.toLocaleString('en')} calls with notes, ${notes.toLocaleString('en')} notes`;
  return `${verdict}\n  ${counts}`;
}
