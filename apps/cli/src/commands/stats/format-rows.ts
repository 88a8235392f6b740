import type { FlatRow } from '@cdr/core';
import { createCsvWriter } from '../../formats/csv-writer.ts';
import { spreadsheetText } from '../../formats/spreadsheet-text.ts';
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
