import type { CellValue } from '@cdr/core';
import type { CsvSeparator } from './csv-separators.ts';

/** Writes lines of CSV. */
export type CsvWriter = (cells: readonly CellValue[]) => string;

/**
 * Lines as RFC 4180 has them, with a line feed: cells in quotes where they hold the separator,
 * quotes, line breaks, or the sign that some readers take for a comment; unknown ones empty.
 */
export function createCsvWriter(separator: CsvSeparator): CsvWriter {
  const special = new RegExp(`["#\r\n${separator}]`);
  return (cells) => {
    let line = '';
    let before = '';
    for (const cell of cells) {
      line += before;
      before = separator;
      if (cell === null) continue;
      const isQuoted = typeof cell === 'string' && special.test(cell);
      line += isQuoted ? `"${cell.replaceAll('"', '""')}"` : String(cell);
    }
    return `${line}\n`;
  };
}
