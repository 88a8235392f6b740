import { layOut, type TextColumn, type TextRow } from '../../formats/text-table.ts';

const gap = 2;

/**
 * Which columns stand in which table, by their positions: all in one where the width allows it, else in
 * several, each of which begins with the columns that say what rows are about.
 */
export function splitColumns(
  columns: readonly (TextColumn & { isKey: boolean })[],
  rows: readonly TextRow[],
  width: number,
): number[][] {
  const positions = columns.map((_, index) => index);
  const keys = positions.filter((index) => columns[index]?.isKey === true);
  const parts: number[][] = [];
  let part = keys;
  for (const index of positions.filter((own) => !keys.includes(own))) {
    const longer = [...part, index];
    const isFirst = part.length === keys.length;
    if (isFirst || leastWidth(longer) <= width) part = longer;
    else {
      parts.push(part);
      part = [...keys, index];
    }
  }
  return [...parts, part];

  function leastWidth(shown: readonly number[]): number {
    const own = shown.flatMap((index) => columns[index] ?? []);
    const cells = rows.map((row) => shown.map((index) => row[index] ?? ''));
    return layOut(own, cells, 0).reduce((sum, least) => sum + least + gap, -gap);
  }
}
