import { type EpochMs, type ExpiryCounts, type ExpiryRequest, subtractWindows } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { readWindows } from '../schema/window-list.ts';
import { writeAudit } from './audit.ts';
import type { WriteTools } from './database.ts';
import { countStoredCalls, cutLedger } from './ledger.ts';
import { createParameters, type Parameters } from './parameters.ts';
import { queryRows, run } from './query.ts';
import { deleteRejectedRows, narrowRejected } from './rejected.ts';

/** Where calls, and what belongs to them, have the start of their call. */
const callTables = [
  'calls',
  'call_agents',
  'call_tags',
  'raw_rows',
  'notes',
  'note_reads',
] as const;

/** Deletes what is too old of a source, inside a transaction that the caller began. */
export async function deleteOld(
  tools: WriteTools,
  { source, before, statistics, audit }: ExpiryRequest,
): Promise<ExpiryCounts> {
  const { connection, writer } = tools;
  const remove = async (table: string, condition: (parameters: Parameters) => string) => {
    const parameters = createParameters();
    const own = `source = ${parameters.text(source)} AND ${condition(parameters)}`;
    return (await run(connection, `DELETE FROM ${table} WHERE ${own}`, parameters)).rowsChanged;
  };

  const counts: ExpiryCounts = { calls: 0, notes: 0, rejected: 0, statistics: 0 };
  for (const table of callTables) {
    const removed = await remove(table, (own) => `started_at < ${own.instant(before)}`);
    if (table === 'calls' || table === 'notes') counts[table] += removed;
  }
  for (const [stream, from] of Object.entries(statistics)) {
    counts.statistics += await remove(
      'statistics',
      (own) => `stream = ${own.text(stream)} AND interval_from < ${own.instant(from)}`,
    );
  }
  counts.statistics += await remove(
    'statistics',
    (own) =>
      `interval_from < ${own.instant(before)}
        AND stream NOT IN (SELECT unnest(${own.texts(Object.keys(statistics))}))`,
  );
  await remove('answers', (own) => `window_from < ${own.instant(before)}`);
  const cutAt = (stream: string) => statistics[stream] ?? before;
  counts.rejected += await cutRejected(connection, source, cutAt);
  await cutLedger(connection, writer, source, {
    cutAt,
    count: async (entry) =>
      entry.stream in statistics ? null : countStoredCalls(connection, source, entry),
  });
  if (Object.values(counts).some((count) => count > 0)) {
    await writeAudit(tools, [{ ...audit, detail: { ...audit.detail, ...counts } }]);
  }
  return counts;
}

const rejectedSchema = z.object({
  id: z.string(),
  stream: z.string(),
  window_from: z.number(),
  window_to: z.number(),
  windows: z.string().nullable(),
});

/** Forgets rejected rows where their records can no longer start; gives how many went for it. */
async function cutRejected(
  connection: DuckDBConnection,
  source: string,
  cutAt: (stream: string) => EpochMs,
): Promise<number> {
  const parameters = createParameters();
  const rows = await queryRows(
    connection,
    rejectedSchema,
    `SELECT id, stream, window_from, window_to, windows FROM rejected
      WHERE source = ${parameters.text(source)}`,
    parameters,
  );
  const cut = rows.flatMap(({ id, stream, window_from: from, window_to: to, windows: text }) => {
    const old = { from: Number.NEGATIVE_INFINITY, to: cutAt(stream) };
    if (from >= old.to) return [];
    return [{ id, windows: subtractWindows(readWindows({ from, to, text }), [old]) }];
  });
  const gone = cut.filter(({ windows }) => windows.length === 0).map(({ id }) => id);
  await narrowRejected(
    connection,
    cut.filter(({ windows }) => windows.length > 0),
  );
  await deleteRejectedRows(connection, gone);
  return gone.length;
}
