import { type SyncRun, toEpochMs, toInstant } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { createParameters } from './parameters.ts';
import { queryRows, run } from './query.ts';

const runSchema = z
  .object({
    id: z.string(),
    started_at: z.number(),
    ended_at: z.number().nullable(),
    status: z.enum(['running', 'complete', 'partial', 'failed', 'interrupted']),
    report: z.string().nullable(),
  })
  .transform(
    (row): SyncRun => ({
      id: row.id,
      startedAt: toInstant(row.started_at),
      endedAt: row.ended_at === null ? null : toInstant(row.ended_at),
      status: row.status,
      report: row.report === null ? null : JSON.parse(row.report),
    }),
  );

/** The newest runs, newest first. */
export async function readRuns(connection: DuckDBConnection, limit: number): Promise<SyncRun[]> {
  const parameters = createParameters();
  return queryRows(
    connection,
    runSchema,
    `SELECT * FROM sync_runs ORDER BY started_at DESC, id DESC LIMIT ${parameters.number(limit)}`,
    parameters,
  );
}

/** Writes a run in place of what is stored under its id. */
export async function writeRun(connection: DuckDBConnection, syncRun: SyncRun): Promise<void> {
  const old = createParameters();
  await run(connection, `DELETE FROM sync_runs WHERE id = ${old.text(syncRun.id)}`, old);
  const parameters = createParameters();
  const { startedAt, endedAt, report } = syncRun;
  const values = [
    parameters.text(syncRun.id),
    parameters.instant(toEpochMs(startedAt)),
    parameters.instant(endedAt === null ? null : toEpochMs(endedAt)),
    parameters.text(syncRun.status),
    parameters.text(report === null ? null : JSON.stringify(report)),
  ];
  await run(connection, `INSERT INTO sync_runs VALUES (${values.join(', ')})`, parameters);
}
