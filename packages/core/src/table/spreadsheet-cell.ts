import type { CellType, CellValue } from './flat-column.ts';
import { spreadsheetRules, spreadsheetText } from './spreadsheet-text.ts';

const decimal = new RegExp(spreadsheetRules.decimal);

/** Whether a text is an exact decimal number as {@link CellType} means it. */
export function isDecimalText(text: string): boolean {
  return decimal.test(text);
}

/** A cell of a text format as spreadsheets show it unchanged and never run it: see {@link spreadsheetText}. */
export function spreadsheetCell(cell: CellValue, type: CellType): CellValue {
  if (typeof cell !== 'string' || type === 'instant' || type === 'local-time') return cell;
  return type === 'decimal' && isDecimalText(cell) ? cell : spreadsheetText(cell);
}
