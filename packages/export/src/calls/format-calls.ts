import { type Call, callColumns } from '@cdr/core';
import { jsonRows } from '../json/json-rows.ts';
import { xlsxRows } from '../xlsx/xlsx-rows.ts';

/** How calls are written. */
export interface CallFormatOptions {
  /** Whether the vendor's row and the addresses of recordings are told. */
  raw: boolean;
  /** Of `started_at_local` in XLSX. Default: each call's own zone. */
  timeZone?: string | undefined;
}

/**
 * Writes calls as a file, a batch at a time: memory doesn't grow with their number. CSV and Parquet
 * files of calls are made by stores, which is faster: `Store.snapshot`.
 */
export function formatCalls(
  batches: AsyncIterable<readonly Call[]>,
  format: 'json' | 'ndjson' | 'xlsx',
  options: CallFormatOptions,
): AsyncIterable<string | Uint8Array> {
  return format === 'xlsx'
    ? xlsxRows(batches, callColumns(options), { sheetName: 'Calls' })
    : jsonRows(batches, format, (call) => shown(call, options));
}

/** Addresses of recordings carry the means to fetch them: they are told with the raw row or not at all. */
function shown(call: Call, { raw }: CallFormatOptions): Call {
  if (raw || call.recording === null) return call;
  return { ...call, recording: { ...call.recording, url: null, downloadUrl: null } };
}
