import type { FlatColumn } from '@cdr/core';
import { createRowSource } from './row-source.ts';
import { columnWidths, rangeOf, type SheetLimits, sheetXml } from './sheet-xml.ts';
import { type WrittenSheet, workbookParts } from './workbook-parts.ts';
import { type ZipEntry, zipStream } from './zip-stream.ts';

/** How a workbook is written. */
export interface XlsxOptions {
  /** Of the first sheet; the next ones are numbered. At most 25 characters, none of `[]:*?/\`. */
  sheetName: string;
  /** What one sheet may hold. Default: what Excel reads. */
  limits?: SheetLimits;
}

/** Excel's most rows; and what an archive without extensions can hold of one sheet, with a margin. */
const excelLimits: SheetLimits = { rows: 1_048_576, bytes: 4_000_000_000 };

/**
 * Rows as an Excel workbook, a batch at a time. Texts are texts whatever they look like, and stay
 * texts when they are edited; numbers, truths and times are such, instants in UTC. The head stays
 * in view and filters; what doesn't fit onto a sheet goes to the next. Texts of more than 32,767
 * characters are cut, since Excel reads no longer ones.
 */
export async function* xlsxRows<Row>(
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  columns: readonly FlatColumn<Row>[],
  { sheetName, limits = excelLimits }: XlsxOptions,
): AsyncGenerator<Uint8Array> {
  const iterator = iterate(batches);
  const source = createRowSource(iterator);

  async function* parts(): AsyncGenerator<ZipEntry> {
    const widths = columnWidths((await source.peek()).slice(0, 1000), columns);
    const sheets: WrittenSheet[] = [];
    do {
      const number = sheets.length + 1;
      const name = number === 1 ? sheetName : `${sheetName} ${number}`;
      yield {
        name: `xl/worksheets/sheet${number}.xml`,
        chunks: sheetXml({
          source,
          columns,
          widths,
          limits,
          onEnd: (rows) => sheets.push({ name, range: rangeOf(columns, rows, '$') }),
        }),
      };
    } while ((await source.peek()).length > 0);
    for (const part of workbookParts(sheets)) yield part;
  }

  try {
    yield* zipStream(parts());
  } finally {
    await iterator.return?.();
  }
}

function iterate<Row>(
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
): AsyncIterator<readonly Row[]> | Iterator<readonly Row[]> {
  return Symbol.asyncIterator in batches
    ? batches[Symbol.asyncIterator]()
    : batches[Symbol.iterator]();
}
