import { createCsvWriter } from './csv-writer.ts';
import { spreadsheetText } from './spreadsheet-text.ts';

/** A cell: numbers and flags are told as such, lists as text. */
export type CellValue = string | number | boolean | null;

/** A flat column of rows. */
export interface CsvColumn<Row> {
  /** As in the store's tables. */
  name: string;
  cellOf: (row: Row) => CellValue;
  /** `plain`: a text that a spreadsheet is meant to read as a time or a number. */
  plain?: boolean;
}

/** Rows as CSV that opens safely in a spreadsheet, a batch at a time. */
export async function* csvRows<Row>(
  batches: AsyncIterable<readonly Row[]>,
  columns: readonly CsvColumn<Row>[],
  separator: ',' | ';' | '\t',
): AsyncGenerator<string> {
  const writeLine = createCsvWriter(separator);
  const names = columns.map(({ name }) => name);
  // Without the mark, Excel takes UTF-8 for the code page of its machine.
  yield `\uFEFF${writeLine(names)}`;
  for await (const batch of batches) {
    const lines = batch.map((row) => {
      const cells = columns.map(({ cellOf, plain }) => {
        const cell = cellOf(row);
        return typeof cell === 'string' && plain !== true ? spreadsheetText(cell) : cell;
      });
      return writeLine(cells);
    });
    yield lines.join('');
  }
}

/** A vendor's own row as one cell. */
export function rawText({ raw }: { raw?: unknown }): string | null {
  if (raw === undefined || raw === null) return null;
  return typeof raw === 'string' ? raw : JSON.stringify(raw);
}
