import type { CellValue } from './call-columns.ts';

/**
 * One line of RFC 4180 with its line feed: cells in quotes where they hold the separator, quotes or
 * line breaks; unknown ones empty. Written by hand since it is the inner loop of every export.
 */
export function csvLine(cells: readonly CellValue[], separator: string): string {
  const texts = cells.map((cell) =>
    typeof cell === 'string' ? quoted(cell, separator) : String(cell ?? ''),
  );
  return `${texts.join(separator)}\n`;
}

function quoted(text: string, separator: string): string {
  const isPlain = !/["\r\n]/.test(text) && !text.includes(separator);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
