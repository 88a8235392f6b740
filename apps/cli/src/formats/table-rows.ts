import { columnsThatFit, layOut, renderHead, renderRows, type TextColumn } from './text-table.ts';

/** A column of a table for people, and what it shows of a row. */
export interface RowColumn<Row> extends TextColumn {
  textOf: (row: Row) => string;
}

/** Rows as a table of `width` characters, a batch at a time; later ones keep the widths of the first. */
export async function* tableRows<Row>(
  batches: AsyncIterable<readonly Row[]>,
  columns: readonly RowColumn<Row>[],
  width: number,
): AsyncGenerator<string> {
  const shown = columnsThatFit(columns, width);
  let widths: number[] | null = null;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    const rows = batch.map((row) => shown.map(({ textOf }) => textOf(row)));
    if (widths === null) {
      widths = layOut(shown, rows, width);
      yield renderHead(shown, widths);
    }
    yield renderRows(shown, widths, rows);
  }
}
