/** What a cell of a flat row holds: numbers and truths as such, everything else as text; `null` is the unknown. */
export type CellValue = string | number | boolean | null;

/**
 * How the cells of a column are meant, for formats that tell texts, times and numbers apart:
 * `text` is a text whatever it looks like, `instant` RFC 3339 in UTC, `local-time` a wall time such
 * as `2024-03-01 08:00:00`, `decimal` an exact decimal number as text.
 */
export type CellType = 'text' | 'number' | 'boolean' | 'instant' | 'local-time' | 'decimal';

/** A flat column of rows. */
export interface FlatColumn<Row> {
  /** As in the stores' tables. */
  name: string;
  type: CellType;
  cellOf: (row: Row) => CellValue;
}
