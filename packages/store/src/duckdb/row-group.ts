import type { DuckDBConnection } from '@duckdb/node-api';

/** Rows that DuckDB compresses together. */
const rowsOfGroup = 122_880;

/** The group of rows that new calls are appended to. */
export interface RowGroup {
  add(calls: number): void;
  /** Folds the log into the file, unless as many calls as ever came at once still fit into the group. */
  foldWhenFull(): Promise<void>;
}

/**
 * Decides when the log is folded in by the calls that were appended. What comes after folding begins
 * a new group, and as soon as four neighbouring groups would fit into three (or three into two),
 * DuckDB writes them all anew: left to the length of the log, every fourth folding took four times
 * as long as the others. Folded when they are full, groups stay as they are.
 */
export function createRowGroup(connection: DuckDBConnection, mostRows = rowsOfGroup): RowGroup {
  let rows = 0;
  let mostAtOnce = 0;
  return {
    add(calls) {
      rows += calls;
      mostAtOnce = Math.max(mostAtOnce, calls);
    },
    async foldWhenFull() {
      if (rows + mostAtOnce <= mostRows) return;
      rows = 0;
      mostAtOnce = 0;
      // What can't be folded in stays in the log, and nothing is lost.
      await connection.run('CHECKPOINT').catch(() => undefined);
    },
  };
}
