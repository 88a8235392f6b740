import type { Note } from '@cdr/core';
import type { CsvSeparator } from '../csv/csv-separators.ts';
import type { RowFormat } from '../export-formats.ts';
import { jsonRows } from '../json/json-rows.ts';
import { flatRows } from '../table/flat-rows.ts';
import { type NoteColumnOptions, noteColumns } from './note-columns.ts';

/** How notes are written. */
export interface NoteFormatOptions extends NoteColumnOptions {
  /** Between the cells of CSV. Default: a comma. */
  separator?: CsvSeparator | undefined;
}

/** Writes notes as a file, a batch at a time. */
export function formatNotes(
  batches: AsyncIterable<readonly Note[]>,
  format: RowFormat,
  options: NoteFormatOptions,
): AsyncIterable<string | Uint8Array> {
  if (format === 'json' || format === 'ndjson') return jsonRows(batches, format, (note) => note);
  const { separator } = options;
  return flatRows(batches, format, {
    columns: noteColumns(options),
    sheetName: 'Notes',
    separator,
  });
}
