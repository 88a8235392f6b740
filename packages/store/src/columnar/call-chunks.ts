import type { CallRow } from '@cdr/core';
import duckdb, { type DataChunk } from '@duckdb/node-bindings';
import { callTable } from '../schema/call-table.ts';
import {
  type AgentRow,
  agentTable,
  rawTable,
  type TagRow,
  tagTable,
} from '../schema/child-tables.ts';
import type { RowOwner, WritableTable } from '../schema/column.ts';
import { chunkCapacity, createChunk, createChunkWriter } from './chunk-writer.ts';

/** The chunks of one table, ready to be appended. */
export interface TableChunks {
  table: string;
  chunks: DataChunk[];
}

/** Chunks of the tables of calls, to be filled again and again. */
export interface CallChunks {
  /**
   * Turns calls into chunks, table by table: all that can be done without a database. Pauses after
   * each chunk; what it returns holds until the next filling.
   */
  fill(owner: RowOwner, rows: readonly CallRow[]): Generator<void, TableChunks[]>;
  /** Lets go of what the chunks hold. */
  clear(): void;
}

/** Shows the rows that calls become, table by table. */
export function visitCallTables(
  rows: readonly CallRow[],
  visit: <Row>(table: WritableTable<Row>, rows: readonly Row[]) => void,
): void {
  visit(callTable, rows);
  visit(agentTable, rows.flatMap(agentRows));
  visit(tagTable, rows.flatMap(tagRows));
  visit(
    rawTable,
    rows.filter((row) => row.raw !== null),
  );
}

export function createCallChunks(): CallChunks {
  const writer = createChunkWriter();
  const kept = new Map<string, DataChunk[]>();

  function takeChunk<Row>(table: WritableTable<Row>, index: number): DataChunk {
    const chunks = kept.get(table.name) ?? [];
    kept.set(table.name, chunks);
    const chunk = chunks[index] ?? createChunk(table);
    chunks[index] = chunk;
    return chunk;
  }

  function* fillTable<Row>(
    table: WritableTable<Row>,
    owner: RowOwner,
    rows: readonly Row[],
  ): Generator<void, TableChunks> {
    const chunks: DataChunk[] = [];
    for (let from = 0; from < rows.length; from += chunkCapacity) {
      const chunk = takeChunk(table, chunks.length);
      const count = Math.min(chunkCapacity, rows.length - from);
      writer.fill(chunk, table, { rows, from, count, owner });
      chunks.push(chunk);
      yield;
    }
    return { table: table.name, chunks };
  }

  return {
    *fill(owner, rows) {
      const tables: Generator<void, TableChunks>[] = [];
      visitCallTables(rows, (table, tableRows) => {
        tables.push(fillTable(table, owner, tableRows));
      });
      const filled: TableChunks[] = [];
      for (const table of tables) filled.push(yield* table);
      return filled;
    },
    clear() {
      for (const chunk of [...kept.values()].flat()) duckdb.data_chunk_reset(chunk);
    },
  };
}

/** Turns calls into chunks of their own at once. */
export function toCallChunks(owner: RowOwner, rows: readonly CallRow[]): TableChunks[] {
  const filling = createCallChunks().fill(owner, rows);
  for (;;) {
    const step = filling.next();
    if (step.done === true) return step.value;
  }
}

function agentRows({ id, call }: CallRow): AgentRow[] {
  return call.agents.map((agent, position) => ({
    callId: id,
    startedAt: call.startedAt,
    position,
    agent,
  }));
}

function tagRows({ id, call }: CallRow): TagRow[] {
  return call.tags.map((tag, position) => ({
    callId: id,
    startedAt: call.startedAt,
    position,
    tag,
  }));
}
