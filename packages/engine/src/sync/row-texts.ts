import type { RowList } from '@cdr/core';

/** The text of every row. One without a text of its own is told as what it says. */
export function rowTexts({ rows, texts }: RowList): readonly string[] {
  if (texts.length === rows.length) return texts;
  return rows.map((row, index) => texts[index] ?? JSON.stringify(row));
}
