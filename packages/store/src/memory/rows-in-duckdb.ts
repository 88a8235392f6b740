import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallRow, CallSnapshot } from '@cdr/core';
import { DuckDBInstance } from '@duckdb/node-api';
import { createCallSnapshot } from '../duckdb/files/call-snapshot.ts';
import { clearExports, exportFolder } from '../duckdb/files/export-folder.ts';
import { migrate } from '../duckdb/migrate.ts';
import { appendCalls, createTableWriter } from '../duckdb/table-writer.ts';
import { createTaskQueue } from '../duckdb/task-queue.ts';
import type { RowOwner } from '../schema/column.ts';
import type { StoredRow } from './list-calls.ts';

/** Does work on rows that a database in memory holds for as long: only it makes files of them. */
export async function withRowsInDuckDb<Result>(
  rows: readonly StoredRow[],
  work: (calls: CallSnapshot) => Promise<Result>,
): Promise<Result> {
  const path = join(tmpdir(), `cdr-${randomUUID()}`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await migrate(connection, ':memory:', 0);
    const writer = createTableWriter(connection);
    for (const { owner, rows: own } of byOwner(rows)) await appendCalls(writer, owner, own);
    return await work(
      createCallSnapshot({ connection, folder: exportFolder(path), turns: createTaskQueue() }),
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
    await clearExports(path);
  }
}

function byOwner(rows: readonly StoredRow[]): { owner: RowOwner; rows: CallRow[] }[] {
  const groups = new Map<string, { owner: RowOwner; rows: CallRow[] }>();
  for (const { call, raw, hash } of rows) {
    const { id, source, provider } = call;
    const key = JSON.stringify([source, provider]);
    const group = groups.get(key) ?? { owner: { source, provider }, rows: [] };
    groups.set(key, group);
    group.rows.push({ id, call, raw, hash });
  }
  return [...groups.values()];
}
