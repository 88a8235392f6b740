import type { DuckDBConnection, DuckDBDataChunk, DuckDBMaterializedResult } from '@duckdb/node-api';
import type { ZodType } from 'zod';
import { type Cell, readColumn } from '../columnar/chunk-reader.ts';
import type { Parameters } from './parameters.ts';

/** Runs a statement; gives its result chunk by chunk. */
export async function run(
  connection: DuckDBConnection,
  sql: string,
  parameters?: Parameters,
): Promise<DuckDBMaterializedResult> {
  return parameters === undefined
    ? connection.run(sql)
    : connection.run(sql, parameters.values, parameters.types);
}

/** Runs a statement for its rows, each checked against `schema`. For results of modest size. */
export async function queryRows<Row>(
  connection: DuckDBConnection,
  schema: ZodType<Row>,
  sql: string,
  parameters?: Parameters,
): Promise<Row[]> {
  const result = await run(connection, sql, parameters);
  const names = result.columnNames();
  const rows: Row[] = [];
  for (const chunk of await result.fetchAllChunks()) {
    for (const record of readRecords(chunk, names)) rows.push(schema.parse(record));
  }
  return rows;
}

/** Runs a statement that gives one whole number. */
export async function queryNumber(
  connection: DuckDBConnection,
  sql: string,
  parameters?: Parameters,
): Promise<number> {
  const result = await run(connection, sql, parameters);
  const chunk = await result.fetchChunk();
  const number = chunk === null ? undefined : readColumn(chunk.chunk, 0)[0];
  if (typeof number !== 'number') throw new TypeError('the statement gave no number');
  return number;
}

/** Runs `work` in a transaction that holds all of it or nothing; `around` runs what commits it. */
export async function inTransaction<T>(
  connection: DuckDBConnection,
  work: () => Promise<T>,
  around: (commit: () => Promise<unknown>) => Promise<unknown> = (commit) => commit(),
): Promise<T> {
  await connection.run('BEGIN');
  try {
    const result = await work();
    await around(() => connection.run('COMMIT'));
    return result;
  } catch (error) {
    // A failed COMMIT has ended the transaction already: then there is nothing left to roll back.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function readRecords(chunk: DuckDBDataChunk, names: readonly string[]): Record<string, Cell>[] {
  const columns = names.map((_name, index) => readColumn(chunk.chunk, index));
  return Array.from({ length: chunk.rowCount }, (_, row) =>
    Object.fromEntries(names.map((name, index) => [name, columns[index]?.[row] ?? null])),
  );
}
