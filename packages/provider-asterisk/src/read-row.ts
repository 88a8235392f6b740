import { columnNames, columnsOfCsv } from './columns.ts';
import { parseFields } from './csv/parse-fields.ts';

/** The `cdr` table has its own name for the start. */
const otherNames: Readonly<Record<string, string>> = { calldate: 'start' };

/**
 * A line as a record by column. A line that doesn't have the columns, or where they are not told has
 * a number of fields that cdr_csv never writes, stays text.
 */
export function readRow(
  line: string,
  columns: readonly string[] | undefined,
): Record<string, string> | string {
  const fields = parseFields(line);
  const names = columns ?? columnsOfCsv(fields.length);
  if (names === null || names.length !== fields.length) return line;
  return Object.fromEntries(names.map((name, index) => [nameOf(name), fields[index] ?? '']));
}

/** Which field, counted from 0, tells the start. */
export function startColumnOf(columns: readonly string[] | undefined): number {
  return (columns ?? columnNames).findIndex((name) => nameOf(name) === 'start');
}

function nameOf(column: string): string {
  return otherNames[column] ?? column;
}
