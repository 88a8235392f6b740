/** The formats that rows can be asked for in: those for programs, and a table for people. */
export const outputFormats = ['table', 'json', 'ndjson', 'csv', 'xlsx', 'parquet'] as const;
