import { writeXlsx as writeWorkbook } from 'hucre/xlsx';

/** A table as an Excel workbook: texts stay texts, whatever they look like, and numbers are numbers. */
export function writeXlsx(
  table: readonly (readonly (string | number | null)[])[],
): Promise<Uint8Array> {
  const rows = table.map((row) => [...row]);
  return writeWorkbook({ sheets: [{ name: 'Statistics', rows }] });
}
