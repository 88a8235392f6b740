import type { FlatRow } from '@cdr/core';
import type { CsvSeparator } from '../csv/csv-separators.ts';
import type { RowFormat } from '../export-formats.ts';
import { jsonRows } from '../json/json-rows.ts';
import { flatRows } from '../table/flat-rows.ts';
import { figureColumns } from './figure-columns.ts';

/** How figures are written. */
export interface FigureFormatOptions {
  /** What is to be said of the figures; told by `json` alone. */
  notes?: readonly unknown[];
  /** Between the cells of CSV. Default: a comma. */
  separator?: CsvSeparator | undefined;
}

/** Writes figures as a file: `json` is one object of rows and notes, the other formats tell rows. */
export async function* formatFigures(
  rows: readonly FlatRow[],
  format: RowFormat,
  { notes = [], separator }: FigureFormatOptions = {},
): AsyncGenerator<string | Uint8Array> {
  if (format === 'json') yield `${JSON.stringify({ rows, notes }, null, 2)}\n`;
  else if (format === 'ndjson') yield* jsonRows([rows], format, (row) => row);
  else {
    yield* flatRows([rows], format, {
      columns: figureColumns(rows),
      sheetName: 'Figures',
      separator,
    });
  }
}
