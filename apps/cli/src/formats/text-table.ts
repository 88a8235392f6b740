import { displayWidth, fitText } from './display-width.ts';

/** A column of a table for people. */
export interface TextColumn {
  /** Several words stand below each other when room is short. */
  title: string;
  align?: 'left' | 'right';
  /** The least width when room is short; without it the column keeps its full width. */
  shrinkTo?: number;
  /** Left out when room is short even so: the highest first. Without it the column stays. */
  dropOrder?: number;
}

/** Cells as shown, one for each column. */
export type TextRow = readonly string[];

const gap = '  ';

/** The columns that `width` has room for, in their order, each at its least width. */
export function columnsThatFit<Column extends TextColumn>(
  columns: readonly Column[],
  width: number,
): Column[] {
  const least = columns.reduce(
    (sum, { title, shrinkTo }) => sum + (shrinkTo ?? longestWord(title)) + gap.length,
    -gap.length,
  );
  const last = columns.reduce((most, { dropOrder = 0 }) => Math.max(most, dropOrder), 0);
  if (least <= width || last === 0) return [...columns];
  return columnsThatFit(
    columns.filter(({ dropOrder }) => dropOrder !== last),
    width,
  );
}

/**
 * Widths under which the rows fit into `width` columns: titles give way first, word by word, then the
 * widest shrinkable cells are cut.
 */
export function layOut(
  columns: readonly TextColumn[],
  rows: readonly TextRow[],
  width: number,
): number[] {
  const least = columns.map(({ title }, index) =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[index] ?? '')), longestWord(title)),
  );
  const widths = columns.map(({ title }, index) =>
    Math.max(least[index] ?? 0, displayWidth(title)),
  );
  let excess = widths.reduce((sum, own) => sum + own + gap.length, -gap.length) - width;
  while (excess > 0) {
    const widest = widestTitle(widths, least) ?? widestShrinkable(columns, widths);
    if (widest === null) break;
    widths[widest.index] = widest.width - 1;
    excess -= 1;
  }
  return widths;
}

/** The lines of a table, each with its line break. */
export function renderRows(
  columns: readonly TextColumn[],
  widths: readonly number[],
  rows: readonly TextRow[],
): string {
  return rows
    .map((row) => {
      const cells = columns.map(({ align }, index) =>
        fitText(row[index] ?? '', widths[index] ?? 0, align),
      );
      return `${cells.join(gap).trimEnd()}\n`;
    })
    .join('');
}

/** A whole table with its head. */
export function renderTable(
  columns: readonly TextColumn[],
  rows: readonly TextRow[],
  width: number = Number.POSITIVE_INFINITY,
): string {
  const widths = layOut(columns, rows, width);
  return renderHead(columns, widths) + renderRows(columns, widths, rows);
}

/** The titles, underlined. */
export function renderHead(columns: readonly TextColumn[], widths: readonly number[]): string {
  const titles = columns.map(({ title }, index) => wrapWords(title, widths[index] ?? 0));
  const height = Math.max(0, ...titles.map((lines) => lines.length));
  const lines = Array.from({ length: height }, (_, line) =>
    titles.map((own) => own[line - height + own.length] ?? ''),
  );
  const rules = widths.map((width) => '─'.repeat(width));
  return renderRows(columns, widths, [...lines, rules]);
}

/** As many words in a line as there is room for. */
function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(`${last} ${word}`) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

function longestWord(text: string): number {
  return text.split(' ').reduce((most, word) => Math.max(most, displayWidth(word)), 0);
}

/** The widest column whose title could be broken up further. */
function widestTitle(
  widths: readonly number[],
  least: readonly number[],
): { index: number; width: number } | null {
  let widest: { index: number; width: number } | null = null;
  for (const [index, width] of widths.entries()) {
    if (width <= (least[index] ?? 0)) continue;
    if (widest === null || width > widest.width) widest = { index, width };
  }
  return widest;
}

function widestShrinkable(
  columns: readonly TextColumn[],
  widths: readonly number[],
): { index: number; width: number } | null {
  let widest: { index: number; width: number } | null = null;
  for (const [index, { shrinkTo }] of columns.entries()) {
    const width = widths[index] ?? 0;
    if (shrinkTo === undefined || width <= shrinkTo) continue;
    if (widest === null || width > widest.width) widest = { index, width };
  }
  return widest;
}
