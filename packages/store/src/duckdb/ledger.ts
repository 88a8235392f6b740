import {
  type CallReading,
  type CoverageInterval,
  type LedgerEntry,
  recordReading,
  type StreamKey,
} from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { coverageTable } from '../schema/record-tables.ts';
import { createParameters } from './parameters.ts';
import { queryNumber, queryRows, run } from './query.ts';
import type { TableWriter } from './table-writer.ts';

const entrySchema = z
  .object({
    source: z.string(),
    stream: z.string(),
    covered_from: z.number(),
    covered_to: z.number(),
    state: z.enum(['sealed', 'provisional']),
    read_at: z.number(),
    rows: z.number().nullable(),
    vendor_rows: z.number().nullable(),
  })
  .transform(
    (row): LedgerEntry => ({
      source: row.source,
      stream: row.stream,
      from: row.covered_from,
      to: row.covered_to,
      state: row.state,
      readAt: row.read_at,
      rows: row.rows,
      vendorRows: row.vendor_rows,
    }),
  );

/** The ledger of all streams, of those of one source, or of one stream; in no order. */
export async function readLedger(
  connection: DuckDBConnection,
  { source, stream }: Partial<StreamKey>,
): Promise<LedgerEntry[]> {
  const parameters = createParameters();
  const conditions = [
    source === undefined ? 'true' : `source = ${parameters.text(source)}`,
    stream === undefined ? 'true' : `stream = ${parameters.text(stream)}`,
  ];
  return queryRows(
    connection,
    entrySchema,
    `SELECT * FROM coverage WHERE ${conditions.join(' AND ')}`,
    parameters,
  );
}

/** Adds a proven reading to its stream's ledger. `rows`: how many calls of its window are stored now. */
export async function recordCoverage(
  connection: DuckDBConnection,
  writer: TableWriter,
  reading: CallReading,
  rows: number,
): Promise<void> {
  const { source, stream, window, proof } = reading;
  if (proof === null) return;
  const { paceMs, ...proven } = proof;
  const before = (await readLedger(connection, { source, stream })).sort((a, b) => a.from - b.from);
  const after = recordReading(before, { ...window, ...proven, rows }, paceMs);
  for (const interval of after) {
    interval.rows ??= await countStored(connection, source, interval);
  }
  const known = new Set(before.map(textOf));
  const kept = new Set(after.map(textOf));
  const gone = before.filter((interval) => !kept.has(textOf(interval)));
  const added = after.filter((interval) => !known.has(textOf(interval)));
  for (const interval of gone) await deleteInterval(connection, { source, stream }, interval);
  const entries = added.map((interval) => ({ ...interval, source, stream }));
  await writer.append(coverageTable, entries, reading);
}

function countStored(
  connection: DuckDBConnection,
  source: string,
  { from, to }: CoverageInterval,
): Promise<number> {
  const parameters = createParameters();
  return queryNumber(
    connection,
    `SELECT count(*) FROM calls
      WHERE source = ${parameters.text(source)}
        AND started_at >= ${parameters.instant(from)} AND started_at < ${parameters.instant(to)}`,
    parameters,
  );
}

async function deleteInterval(
  connection: DuckDBConnection,
  { source, stream }: StreamKey,
  { from }: CoverageInterval,
): Promise<void> {
  const parameters = createParameters();
  await run(
    connection,
    `DELETE FROM coverage
      WHERE source = ${parameters.text(source)} AND stream = ${parameters.text(stream)}
        AND covered_from = ${parameters.instant(from)}`,
    parameters,
  );
}

/** Equal for intervals that are the same in everything. */
function textOf({ from, to, state, readAt, rows, vendorRows }: CoverageInterval): string {
  return [from, to, state, readAt, rows, vendorRows].join(' ');
}
