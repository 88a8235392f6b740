import { clockDuration } from '../../formats/local-time.ts';
import { renderTable } from '../../formats/text-table.ts';
import { busiestHour, type CallSummary } from './summarize-calls.ts';

/** Summaries by source, as a table. */
export function summaryTable(summaries: ReadonlyMap<string, CallSummary>): string {
  const columns = [
    { title: 'source' },
    ...['calls', 'inbound', 'answered', 'missed', 'mean wait', 'talk time', 'busiest hour'].map(
      (title) => ({ title, align: 'right' as const }),
    ),
  ];
  const rows = [...summaries].map(([source, summary]) => {
    const hour = busiestHour(summary);
    return [
      source,
      count(summary.calls),
      count(summary.inbound),
      share(summary.answered, summary.calls),
      count(summary.missed),
      summary.waits === 0 ? '' : clockDuration(summary.waitMs / summary.waits),
      `${count(Math.round(summary.talkMs / 3_600_000))} h`,
      hour === null ? '' : `${hour}:00 to ${hour + 1}:00`,
    ];
  });
  return renderTable(columns, rows);
}

function count(number: number): string {
  return number.toLocaleString('en');
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`;
}
