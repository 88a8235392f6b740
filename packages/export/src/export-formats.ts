/** The formats that rows are exported in, and what a server tells of each. */
export const exportFormats = {
  json: { mediaType: 'application/json', ending: '.json' },
  ndjson: { mediaType: 'application/x-ndjson', ending: '.ndjson' },
  csv: { mediaType: 'text/csv; charset=utf-8', ending: '.csv' },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ending: '.xlsx',
  },
  parquet: { mediaType: 'application/vnd.apache.parquet', ending: '.parquet' },
} as const;

/** A name of {@link exportFormats}. */
export type ExportFormat = keyof typeof exportFormats;

/** The formats that are written row by row; Parquet is made by a database. */
export type RowFormat = Exclude<ExportFormat, 'parquet'>;
