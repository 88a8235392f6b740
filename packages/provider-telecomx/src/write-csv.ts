/**
 * A table as CSV (RFC 4180), as the vendor writes it: what a name begins with stays, be it a `=`. Files that
 * are made to be opened in a spreadsheet are made by exports, which keep formulas out.
 */
export function writeCsv(table: readonly (readonly (string | number | null)[])[]): string {
  return table.map((row) => `${row.map(writeField).join(',')}\r\n`).join('');
}

function writeField(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
