import { type ExportFormat, exportFormats } from '@cdr/export';
import { negotiate } from './negotiate.ts';

/** Media types as `Accept` names them, with the formats that they are of. */
const formatNames = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'text/csv': 'csv',
  [exportFormats.xlsx.mediaType]: 'xlsx',
  [exportFormats.parquet.mediaType]: 'parquet',
} as const satisfies Record<string, ExportFormat>;

/** A media type of a format. */
export type AnswerType = keyof typeof formatNames;

/** The format that an `Accept` header likes best. Throws `RequestError` when it likes none on offer. */
export function formatFor(
  accept: string | undefined,
  offered: readonly [AnswerType, ...AnswerType[]],
): ExportFormat {
  return formatNames[negotiate(accept, offered)];
}

/** The header `Content-Type` of a format. */
export function contentTypeOf(format: ExportFormat): string {
  const { mediaType } = exportFormats[format];
  return format === 'json' || format === 'ndjson' ? `${mediaType}; charset=utf-8` : mediaType;
}

/** The header `Content-Disposition` that says under which name a file is to be saved. */
export function attachmentOf(name: string, format: ExportFormat): string {
  return `attachment; filename="${name}${exportFormats[format].ending}"`;
}
