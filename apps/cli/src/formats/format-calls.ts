import type { Call } from '@cdr/core';
import { callColumns } from './call-columns.ts';
import { createCsvWriter } from './csv-writer.ts';
import { jsonRows } from './json-rows.ts';
import { spreadsheetText } from './spreadsheet-text.ts';

/** The formats for programs; a table is for people. */
export type DataFormat = 'json' | 'ndjson' | 'csv';

/** How calls are written. */
export interface CallFormatOptions {
  /** Whether the vendor's row and the addresses of recordings are told. */
  raw: boolean;
  /** Of `started_at_local` in CSV. Default: each call's own zone. */
  timeZone?: string | undefined;
  /** Between the cells of CSV. */
  separator: ',' | ';' | '\t';
}

/** Writes calls as text, a batch at a time: memory doesn't grow with their number. */
export function formatCalls(
  batches: AsyncIterable<readonly Call[]>,
  format: DataFormat,
  options: CallFormatOptions,
): AsyncIterable<string> {
  if (format === 'csv') return csv(batches, options);
  return jsonRows(batches, format, (call) => shown(call, options));
}

async function* csv(
  batches: AsyncIterable<readonly Call[]>,
  options: CallFormatOptions,
): AsyncGenerator<string> {
  const columns = callColumns(options);
  const writeLine = createCsvWriter(options.separator);
  const names = columns.map(({ name }) => name);
  // Without the mark, Excel takes UTF-8 for the code page of its machine.
  yield `\uFEFF${writeLine(names)}`;
  for await (const batch of batches) {
    const lines = batch.map((call) => {
      const own = shown(call, options);
      const cells = columns.map(({ cellOf, plain }) => {
        const cell = cellOf(own);
        return typeof cell === 'string' && plain !== true ? spreadsheetText(cell) : cell;
      });
      return writeLine(cells);
    });
    yield lines.join('');
  }
}

/** Addresses of recordings carry the means to fetch them: they are told with the raw row or not at all. */
function shown(call: Call, { raw }: CallFormatOptions): Call {
  if (raw || call.recording === null) return call;
  return { ...call, recording: { ...call.recording, url: null, downloadUrl: null } };
}
