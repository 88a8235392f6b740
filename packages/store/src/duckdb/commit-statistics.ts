import {
  type CommitResult,
  type EpochMs,
  parametersText,
  type StatisticReading,
  type StatisticRow,
  toEpochMs,
  type Window,
} from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { rejectedOf } from '../reading/merge-rejected.ts';
import { statisticsTable } from '../schema/statistics-table.ts';
import type { WriteTools } from './database.ts';
import { deleteRowsAt } from './delete-rows-at.ts';
import { recordCoverage, recountCoverage } from './ledger.ts';
import { createParameters, type Parameters } from './parameters.ts';
import { queryNumber, queryRows } from './query.ts';
import { recordRejected } from './rejected.ts';

/** Puts a slice of statistics in the place of what is stored of it, inside a transaction that the caller began. */
export async function commitStatistics(
  { connection, writer }: WriteTools,
  reading: StatisticReading,
  now: EpochMs,
): Promise<CommitResult> {
  const stored = await readStored(connection, reading);
  const arriving = new Set(reading.rows.map(({ id }) => id));
  const missing = [...stored].filter(([id]) => !arriving.has(id)).map(([, row]) => row);
  if (reading.missing === 'confirm' && missing.length > 0) {
    return { committed: false, wouldRemove: missing.length };
  }
  const removed = reading.missing === 'remove' ? missing : [];
  const fresh = reading.rows.filter(({ id }) => !stored.has(id));
  const changed =
    reading.proof === null ? [] : reading.rows.filter((row) => isChanged(row, stored));
  const outdated = changed.flatMap(({ id }) => stored.get(id)?.rowId ?? []);
  const outgoing = [...outdated, ...removed.map(({ rowId }) => rowId)];
  await deleteRowsAt(connection, 'statistics', outgoing);
  const rows = [...changed, ...fresh].map((row) => ({ ...row, reading }));
  await writer.append(statisticsTable, rows, reading);
  if (reading.proof === null) {
    await recountCoverage(connection, writer, reading, {
      added: fresh.map(({ statistic }) => toEpochMs(statistic.interval.from)),
      removed: removed.map(({ from }) => from),
    });
  } else {
    await recordCoverage(connection, writer, reading, {
      before: stored.size,
      after: stored.size - removed.length + fresh.length,
      moved: [],
      count: (window) => countStored(connection, reading, window),
    });
  }
  await recordRejected(connection, writer, [rejectedOf(reading)], now);
  return {
    committed: true,
    counts: {
      inserted: fresh.length,
      updated: changed.length,
      unchanged: reading.rows.length - fresh.length - changed.length,
      removed: removed.length,
    },
  };
}

/** A statistic in the table, by its place, which holds until the end of the transaction. */
interface StoredStatistic {
  rowId: number;
  hash: number;
  /** Where its interval begins. */
  from: EpochMs;
}

const storedSchema = z.object({
  id: z.string(),
  row_id: z.number(),
  row_hash: z.number(),
  interval_from: z.number(),
});

/** What is stored of the slice, by id. */
async function readStored(
  connection: DuckDBConnection,
  reading: StatisticReading,
): Promise<Map<string, StoredStatistic>> {
  const parameters = createParameters();
  const rows = await queryRows(
    connection,
    storedSchema,
    `SELECT id, rowid AS row_id, row_hash, interval_from FROM statistics
      WHERE ${sliceSql(reading, reading.window, parameters)}`,
    parameters,
  );
  return new Map(
    rows.map((row) => [row.id, { rowId: row.row_id, hash: row.row_hash, from: row.interval_from }]),
  );
}

function isChanged(
  { id, hash }: StatisticRow,
  stored: ReadonlyMap<string, StoredStatistic>,
): boolean {
  const known = stored.get(id);
  return known !== undefined && known.hash !== hash;
}

function countStored(
  connection: DuckDBConnection,
  reading: StatisticReading,
  window: Window,
): Promise<number> {
  const parameters = createParameters();
  return queryNumber(
    connection,
    `SELECT count(*) FROM statistics WHERE ${sliceSql(reading, window, parameters)}`,
    parameters,
  );
}

/** The statistics of the reading's kind whose intervals begin in a window. */
function sliceSql(reading: StatisticReading, { from, to }: Window, parameters: Parameters): string {
  return `source = ${parameters.text(reading.source)}
    AND stream = ${parameters.text(reading.stream)}
    AND parameters = ${parameters.text(parametersText(reading.parameters))}
    AND interval_from >= ${parameters.instant(from)} AND interval_from < ${parameters.instant(to)}`;
}
