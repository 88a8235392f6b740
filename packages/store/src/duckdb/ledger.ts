import {
  type CoverageInterval,
  type LedgerEntry,
  type ReadingProof,
  recordReading,
  type StreamKey,
  type Window,
} from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { coverageTable } from '../schema/record-tables.ts';
import { createParameters, type Parameters } from './parameters.ts';
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
    basis: z.string().nullable(),
  })
  .transform(
    (row): LedgerEntry => ({
      source: row.source,
      stream: row.stream,
      ...(row.basis === null ? {} : { basis: row.basis }),
      from: row.covered_from,
      to: row.covered_to,
      state: row.state,
      readAt: row.read_at,
      rows: row.rows,
      vendorRows: row.vendor_rows,
    }),
  );

/** What a complete reading of any kind says for the ledger. */
export interface ProvenReading extends StreamKey {
  provider: string;
  window: Window;
  proof: ReadingProof | null;
}

/** How many rows of the stream are stored in a window. */
export type CountStored = (window: Window) => Promise<number>;

/** The ledger of all streams, or of those of one source; in no order. */
export async function readLedger(
  connection: DuckDBConnection,
  source?: string,
): Promise<LedgerEntry[]> {
  const parameters = createParameters();
  const owner = source === undefined ? 'true' : `source = ${parameters.text(source)}`;
  return queryRows(connection, entrySchema, `SELECT * FROM coverage WHERE ${owner}`, parameters);
}

/** Adds a proven reading to its stream's ledger. `rows`: how many rows of its window are stored now. */
export async function recordCoverage(
  connection: DuckDBConnection,
  writer: TableWriter,
  reading: ProvenReading,
  { rows, count }: { rows: number; count: CountStored },
): Promise<void> {
  const { source, stream, basis, window, proof } = reading;
  if (proof === null) return;
  const key: StreamKey = { source, stream, ...(basis === undefined ? {} : { basis }) };
  const { paceMs, ...proven } = proof;
  const before = await readOwnLedger(connection, key);
  const after = recordReading(before, { ...window, ...proven, rows }, paceMs);
  for (const interval of after) interval.rows ??= await count(interval);
  const known = new Set(before.map(textOf));
  const kept = new Set(after.map(textOf));
  const gone = before.filter((interval) => !kept.has(textOf(interval)));
  const added = after.filter((interval) => !known.has(textOf(interval)));
  for (const interval of gone) await deleteInterval(connection, key, interval);
  const entries = added.map((interval) => ({ ...interval, ...key }));
  await writer.append(coverageTable, entries, reading);
}

/** How many calls of a source started in a window. */
export function countStoredCalls(
  connection: DuckDBConnection,
  source: string,
  { from, to }: Window,
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

async function readOwnLedger(connection: DuckDBConnection, key: StreamKey): Promise<LedgerEntry[]> {
  const parameters = createParameters();
  return queryRows(
    connection,
    entrySchema,
    `SELECT * FROM coverage WHERE ${keySql(key, parameters)} ORDER BY covered_from`,
    parameters,
  );
}

async function deleteInterval(
  connection: DuckDBConnection,
  key: StreamKey,
  { from }: CoverageInterval,
): Promise<void> {
  const parameters = createParameters();
  await run(
    connection,
    `DELETE FROM coverage
      WHERE ${keySql(key, parameters)} AND covered_from = ${parameters.instant(from)}`,
    parameters,
  );
}

function keySql({ source, stream, basis }: StreamKey, parameters: Parameters): string {
  return `source = ${parameters.text(source)} AND stream = ${parameters.text(stream)}
    AND basis IS NOT DISTINCT FROM ${parameters.text(basis ?? null)}`;
}

/** Equal for intervals that are the same in everything. */
function textOf({ from, to, state, readAt, rows, vendorRows }: CoverageInterval): string {
  return [from, to, state, readAt, rows, vendorRows].join(' ');
}
