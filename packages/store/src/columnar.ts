export { type TableChunks, toCallChunks } from './columnar/call-chunks.ts';
export { appendTableChunks } from './duckdb/table-writer.ts';
