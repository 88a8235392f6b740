import type { Call } from '@cdr/core';
import { callColumns } from './call-columns.ts';
import { csvRows } from './csv-rows.ts';
import type { DataFormat } from './data-format.ts';
import { jsonRows } from './json-rows.ts';

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
  if (format === 'csv') {
    const columns = callColumns(options).map((column) => ({
      ...column,
      cellOf: (call: Call) => column.cellOf(shown(call, options)),
    }));
    return csvRows(batches, columns, options.separator);
  }
  return jsonRows(batches, format, (call) => shown(call, options));
}

/** Addresses of recordings carry the means to fetch them: they are told with the raw row or not at all. */
function shown(call: Call, { raw }: CallFormatOptions): Call {
  if (raw || call.recording === null) return call;
  return { ...call, recording: { ...call.recording, url: null, downloadUrl: null } };
}
