import type { FlatColumn } from '@cdr/core';
import { csvRows } from '../csv/csv-rows.ts';
import type { CsvSeparator } from '../csv/csv-separators.ts';
import { xlsxRows } from '../xlsx/xlsx-rows.ts';

/** How rows are written as a flat table. */
export interface FlatRowsOptions<Row> {
  columns: readonly FlatColumn<Row>[];
  /** Of an XLSX file. */
  sheetName: string;
  /** Between the cells of CSV. Default: a comma. */
  separator?: CsvSeparator | undefined;
}

/** Rows as a file for spreadsheets. */
export function flatRows<Row>(
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  format: 'csv' | 'xlsx',
  { columns, sheetName, separator }: FlatRowsOptions<Row>,
): AsyncIterable<string | Uint8Array> {
  return format === 'csv'
    ? csvRows(batches, columns, separator)
    : xlsxRows(batches, columns, { sheetName });
}
