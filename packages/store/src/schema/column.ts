import type { EpochMs } from '@cdr/core';

/** The SQL types in use: those that DuckDB and PostgreSQL have in common. */
export type ColumnType = 'VARCHAR' | 'BIGINT' | 'INTEGER' | 'BOOLEAN' | 'TIMESTAMPTZ';

/** A column as people see it. */
export interface ColumnDefinition {
  name: string;
  type: ColumnType;
  nullable: boolean;
  /** What the column says; becomes the database's own comment and the documentation. */
  comment: string;
}

/** A table as people see it. */
export interface TableDefinition {
  name: string;
  comment: string;
  columns: readonly ColumnDefinition[];
}

/** Whose calls are written: what all rows of a reading have in common. */
export interface RowOwner {
  source: string;
  provider: string;
}

/** Where the values of a column come from, by its type. */
type Values<Row> =
  | { type: 'VARCHAR'; value: (row: Row, owner: RowOwner) => string | null }
  | { type: 'BIGINT' | 'INTEGER'; value: (row: Row) => number | null }
  | { type: 'TIMESTAMPTZ'; value: (row: Row) => EpochMs | null }
  | { type: 'BOOLEAN'; value: (row: Row) => boolean | null }
  // A fingerprint needs all 64 bits and so never becomes a JS number.
  | { type: 'BIGINT'; fingerprintOf: (row: Row) => string };

/** A column of a table that is written chunk by chunk. */
export type WritableColumn<Row> = Omit<ColumnDefinition, 'type'> & Values<Row>;

/** A table that is written chunk by chunk. */
export interface WritableTable<Row> extends TableDefinition {
  columns: readonly WritableColumn<Row>[];
}

type Value<Row, T> = (row: Row, owner: RowOwner) => T;

/** A text that every row has. */
export function requiredText<Row>(
  name: string,
  comment: string,
  value: Value<Row, string>,
): WritableColumn<Row> {
  return { name, type: 'VARCHAR', nullable: false, comment, value };
}

/** A text that may be unknown. */
export function text<Row>(
  name: string,
  comment: string,
  value: Value<Row, string | null>,
): WritableColumn<Row> {
  return { name, type: 'VARCHAR', nullable: true, comment, value };
}

/** A whole number below 2^53 that may be unknown. */
export function wholeNumber<Row>(
  name: string,
  comment: string,
  value: (row: Row) => number | null,
): WritableColumn<Row> {
  return { name, type: 'BIGINT', nullable: true, comment, value };
}

/** A whole number below 2^53 that every row has. */
export function requiredWholeNumber<Row>(
  name: string,
  comment: string,
  value: (row: Row) => number,
): WritableColumn<Row> {
  return { name, type: 'BIGINT', nullable: false, comment, value };
}

/** A truth that may be unknown. */
export function boolean<Row>(
  name: string,
  comment: string,
  value: (row: Row) => boolean | null,
): WritableColumn<Row> {
  return { name, type: 'BOOLEAN', nullable: true, comment, value };
}

/** A small number that every row has: a count or a position. */
export function smallNumber<Row>(
  name: string,
  comment: string,
  value: (row: Row) => number,
): WritableColumn<Row> {
  return { name, type: 'INTEGER', nullable: false, comment, value };
}

/** An instant that every row has. */
export function requiredInstant<Row>(
  name: string,
  comment: string,
  value: (row: Row) => EpochMs,
): WritableColumn<Row> {
  return { name, type: 'TIMESTAMPTZ', nullable: false, comment, value };
}

/** An instant that may be unknown. */
export function instant<Row>(
  name: string,
  comment: string,
  value: (row: Row) => EpochMs | null,
): WritableColumn<Row> {
  return { name, type: 'TIMESTAMPTZ', nullable: true, comment, value };
}
