import { type FlatRow, figureText, isMetricName, metrics } from '@cdr/core';
import { createCsvWriter } from '../../formats/csv-writer.ts';
import { spreadsheetText } from '../../formats/spreadsheet-text.ts';
import { renderTable } from '../../formats/text-table.ts';
import type { StatsNote } from './stats-note.ts';

/** Rows as machines read them. CSV has a byte order mark, and no cell that a spreadsheet would run. */
export function formatRows(
  rows: readonly FlatRow[],
  notes: readonly StatsNote[],
  format: 'json' | 'ndjson' | 'csv',
): string {
  if (format === 'json') return `${JSON.stringify({ rows, notes }, null, 2)}\n`;
  if (format === 'ndjson') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const writeLine = createCsvWriter(',');
  const keys = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) =>
    writeLine(
      keys.map((key) => {
        const cell = row[key] ?? null;
        const isPlain = typeof cell !== 'string' || key.startsWith('interval');
        return isPlain ? cell : spreadsheetText(cell);
      }),
    ),
  );
  return `\uFEFF${writeLine(keys)}${lines.join('')}`;
}

/**
 * Rows for people: digits grouped, times as h:mm:ss, shares in per cent. Where figures come from is
 * told when some are a vendor's.
 */
export function tableOfRows(rows: readonly FlatRow[], width: number): string {
  const isComputed = rows.every(({ origin }) => origin === 'computed');
  const hidden = ['intervalStart', 'intervalEnd', ...(isComputed ? ['origin'] : [])];
  const keys = Object.keys(rows[0] ?? {}).filter((key) => !hidden.includes(key));
  const columns = keys.map((key) =>
    isMetricName(key)
      ? { title: metrics[key].title.toLowerCase(), align: 'right' as const }
      : { title: key, shrinkTo: 8 },
  );
  const cells = rows.map((row) => keys.map((key) => cellOf(key, row[key] ?? null)));
  return rows.length === 0 ? '' : renderTable(columns, cells, width);
}

function cellOf(key: string, value: string | number | null): string {
  const isFigure = isMetricName(key) && typeof value !== 'string';
  return isFigure ? figureText(key, value) : String(value ?? '');
}
