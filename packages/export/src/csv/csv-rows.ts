import { type FlatColumn, spreadsheetCell } from '@cdr/core';
import type { CsvSeparator } from './csv-separators.ts';
import { createCsvWriter } from './csv-writer.ts';

/**
 * Rows as CSV that opens rightly and safely in a spreadsheet, a batch at a time: it begins with the
 * mark of UTF-8 and the names of the columns, and its texts are those of `spreadsheetText`.
 */
export async function* csvRows<Row>(
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  columns: readonly FlatColumn<Row>[],
  separator: CsvSeparator = ',',
): AsyncGenerator<string> {
  const writeLine = createCsvWriter(separator);
  // Without the mark, Excel takes UTF-8 for the code page of its machine.
  yield `\uFEFF${writeLine(columns.map(({ name }) => name))}`;
  for await (const batch of batches) {
    const lines = batch.map((row) =>
      writeLine(columns.map(({ cellOf, type }) => spreadsheetCell(cellOf(row), type))),
    );
    yield lines.join('');
  }
}
