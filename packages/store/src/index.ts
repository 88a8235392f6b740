export { parquetRows } from './duckdb/files/parquet-rows.ts';
export { type DuckDbStoreOptions, openDuckDbStore } from './duckdb/open-duckdb-store.ts';
export { createMemoryStore } from './memory/memory-store.ts';
