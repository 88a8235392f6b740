import type { CallRow } from '@cdr/core';
import type { DataChunk } from '@duckdb/node-bindings';
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

/** Turns calls into chunks, table by table: all that can be done without a database. */
export function toCallChunks(owner: RowOwner, rows: readonly CallRow[]): TableChunks[] {
  const writer = createChunkWriter();
  const result: TableChunks[] = [];
  visitCallTables(rows, (table, tableRows) => {
    const chunks: DataChunk[] = [];
    for (let from = 0; from < tableRows.length; from += chunkCapacity) {
      const chunk = createChunk(table);
      const count = Math.min(chunkCapacity, tableRows.length - from);
      writer.fill(chunk, table, { rows: tableRows, from, count, owner });
      chunks.push(chunk);
    }
    result.push({ table: table.name, chunks });
  });
  return result;
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
