/** A table as CSV (RFC 4180). */
export function writeCsv(table: readonly (readonly (string | number | null)[])[]): string {
  return table.map((row) => `${row.map(writeField).join(',')}\r\n`).join('');
}

function writeField(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
