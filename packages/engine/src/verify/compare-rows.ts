import { isDeepStrictEqual } from 'node:util';
import type { DifferingRows } from './verify-report.ts';

/** A row by its id, and what is to be compared of it. */
export interface ComparableRow {
  id: string;
  content: unknown;
}

/** How what is stored differs from what is told. */
export interface RowDifferences {
  /** Ids that either side has. */
  compared: number;
  missing: DifferingRows;
  extra: DifferingRows;
  changed: DifferingRows;
}

/** Ids that are told of one kind of difference in one range. */
const mostIds = 20;

/** Holds stored rows, which come in batches, against all rows that are told of the same range. */
export async function compareRows(
  told: readonly ComparableRow[],
  stored: AsyncIterable<readonly ComparableRow[]>,
): Promise<RowDifferences> {
  const differences = noDifferences();
  const open = new Map(told.map(({ id, content }) => [id, content]));
  differences.compared = open.size;
  for await (const batch of stored) {
    for (const { id, content } of batch) {
      if (!open.has(id)) {
        differences.compared += 1;
        note(differences.extra, id);
      } else if (!isDeepStrictEqual(open.get(id), content)) {
        note(differences.changed, id);
      }
      open.delete(id);
    }
  }
  for (const id of open.keys()) note(differences.missing, id);
  return differences;
}

/** Differences of nothing. */
export function noDifferences(): RowDifferences {
  const none = (): DifferingRows => ({ count: 0, ids: [] });
  return { compared: 0, missing: none(), extra: none(), changed: none() };
}

/** Whether anything differs at all. */
export function differs({ missing, extra, changed }: RowDifferences): boolean {
  return missing.count + extra.count + changed.count > 0;
}

function note(rows: DifferingRows, id: string): void {
  rows.count += 1;
  if (rows.ids.length < mostIds) rows.ids.push(id);
}
