import type { CdrRecord, ColumnName } from '../columns.ts';

const times: ReadonlySet<ColumnName> = new Set(['start', 'answer', 'end']);
const numbers: ReadonlySet<ColumnName> = new Set(['duration', 'billsec', 'sequence']);

/** One line as cdr_csv writes it, its end included: texts quoted, numbers and missing times bare. */
export function writeFields(record: CdrRecord, columns: readonly ColumnName[]): string {
  const fields = columns.map((column) => {
    const text = record[column] ?? '';
    const isBare = numbers.has(column) || (times.has(column) && text === '');
    return isBare ? text : `"${text.replaceAll('"', '""')}"`;
  });
  return `${fields.join(',')}\n`;
}
