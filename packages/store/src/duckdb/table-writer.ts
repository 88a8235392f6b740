import type { CallRow } from '@cdr/core';
import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { DataChunk } from '@duckdb/node-bindings';
import { type TableChunks, visitCallTables } from '../columnar/call-chunks.ts';
import { chunkCapacity, createChunk, createChunkWriter } from '../columnar/chunk-writer.ts';
import type { RowOwner, WritableTable } from '../schema/column.ts';

/** Appends rows chunk by chunk; keeps its chunks and buffers from one commit to the next. */
export interface TableWriter {
  append<Row>(table: WritableTable<Row>, rows: readonly Row[], owner: RowOwner): Promise<void>;
}

export function createTableWriter(connection: DuckDBConnection): TableWriter {
  const writer = createChunkWriter();
  const chunks = new Map<string, DataChunk>();

  function* fillChunks<Row>(
    table: WritableTable<Row>,
    rows: readonly Row[],
    owner: RowOwner,
  ): Iterable<DataChunk> {
    const chunk = chunks.get(table.name) ?? createChunk(table);
    chunks.set(table.name, chunk);
    for (let from = 0; from < rows.length; from += chunkCapacity) {
      const count = Math.min(chunkCapacity, rows.length - from);
      writer.fill(chunk, table, { rows, from, count, owner });
      yield chunk;
    }
  }

  return {
    async append(table, rows, owner) {
      if (rows.length === 0) return;
      await appendChunks(connection, table.name, fillChunks(table, rows, owner));
    },
  };
}

/** Appends calls with what belongs to them. */
export async function appendCalls(
  writer: TableWriter,
  owner: RowOwner,
  rows: readonly CallRow[],
): Promise<void> {
  const appends: (() => Promise<void>)[] = [];
  visitCallTables(rows, (table, tableRows) => {
    appends.push(() => writer.append(table, tableRows, owner));
  });
  for (const append of appends) await append();
}

/** Appends chunks that were filled before. */
export async function appendTableChunks(
  connection: DuckDBConnection,
  tables: readonly TableChunks[],
): Promise<void> {
  for (const { table, chunks } of tables) await appendChunks(connection, table, chunks);
}

async function appendChunks(
  connection: DuckDBConnection,
  table: string,
  chunks: Iterable<DataChunk>,
): Promise<void> {
  const appender = await connection.createAppender(table);
  try {
    for (const chunk of chunks) appender.appendDataChunk(new DuckDBDataChunk(chunk));
    appender.flushSync();
  } catch (error) {
    // An appender that is closed with rows in it writes them, in whatever transaction there is then.
    appender.clear();
    throw error;
  } finally {
    appender.closeSync();
  }
}
