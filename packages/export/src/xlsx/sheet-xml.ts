import type { CellType, FlatColumn } from '@cdr/core';
import { cellXml } from './cell-xml.ts';
import { columnLetters } from './column-letters.ts';
import type { RowSource } from './row-source.ts';
import { cellStyles, sheetOpening } from './workbook-parts.ts';
import { xmlText } from './xml-text.ts';

/** What one sheet may hold. */
export interface SheetLimits {
  /** With the head. */
  rows: number;
  /** Of XML. */
  bytes: number;
}

/** A sheet on its way out. */
export interface SheetWriting<Row> {
  source: RowSource<Row>;
  columns: readonly FlatColumn<Row>[];
  /** Of the columns, in characters. */
  widths: readonly number[];
  limits: SheetLimits;
  /** Told at the end: how many rows the sheet has with its head. */
  onEnd: (rows: number) => void;
}

const piece = 500;

/** Rows as the XML of one sheet, until it is full or there are no more. */
export async function* sheetXml<Row>({
  source,
  columns,
  widths,
  limits,
  onEnd,
}: SheetWriting<Row>): AsyncGenerator<Uint8Array> {
  const letters = columns.map((_, index) => columnLetters(index));
  const opening = Buffer.from(openingXml(columns, letters, widths));
  yield opening;
  let rows = 1;
  let bytes = opening.length;
  while (rows < limits.rows && bytes < limits.bytes) {
    const taken = await source.take(Math.min(piece, limits.rows - rows));
    if (taken.length === 0) break;
    let xml = '';
    for (const row of taken) {
      rows += 1;
      xml += rowXml(row, columns, letters, rows);
    }
    const chunk = Buffer.from(xml);
    bytes += chunk.length;
    yield chunk;
  }
  yield Buffer.from(closingXml(rangeOf(columns, rows)));
  onEnd(rows);
}

/** How wide columns should be, in characters, by some of their cells. */
export function columnWidths<Row>(
  rows: readonly Row[],
  columns: readonly FlatColumn<Row>[],
): number[] {
  return columns.map(({ name, type, cellOf }) => {
    const lengths = rows.map((row) => String(cellOf(row) ?? '').length);
    // The head has a button to filter by.
    const most = lengths.reduce((a, b) => Math.max(a, b), name.length + 3);
    return Math.min(mostWidth, Math.max(leastWidths[type] ?? 0, most) + 1);
  });
}

/** All cells of a sheet with so many rows, such as `A1:C20`; `mark` stands before letters and numbers. */
export function rangeOf(columns: readonly unknown[], rows: number, mark = ''): string {
  const last = columnLetters(Math.max(0, columns.length - 1));
  return `${mark}A${mark}1:${mark}${last}${mark}${rows}`;
}

const mostWidth = 60;
/** What is shown of times is not what is told of them. */
const leastWidths: Partial<Record<CellType, number>> = { instant: 23, 'local-time': 19 };

function openingXml<Row>(
  columns: readonly FlatColumn<Row>[],
  letters: readonly string[],
  widths: readonly number[],
): string {
  const cols = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const head = columns.map(
    ({ name }, index) =>
      `<c r="${letters[index]}1" s="${cellStyles.head}" t="inlineStr"><is><t>${xmlText(name)}</t></is></c>`,
  );
  return `${sheetOpening}<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${
    cols.length === 0 ? '' : `<cols>${cols.join('')}</cols>`
  }<sheetData><row r="1">${head.join('')}</row>`;
}

function rowXml<Row>(
  row: Row,
  columns: readonly FlatColumn<Row>[],
  letters: readonly string[],
  number: number,
): string {
  let xml = `<row r="${number}">`;
  let index = 0;
  for (const { cellOf, type } of columns) {
    xml += cellXml(cellOf(row), type, `${letters[index]}${number}`);
    index += 1;
  }
  return `${xml}</row>`;
}

/** Numbers are kept as texts on purpose, which Excel would put a green corner on. */
function closingXml(range: string): string {
  return `</sheetData><autoFilter ref="${range}"/><ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}
