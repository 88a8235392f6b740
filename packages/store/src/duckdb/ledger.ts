import {
  type CoverageInterval,
  type EpochMs,
  gapsIn,
  type LedgerEntry,
  type ReadingProof,
  type RepeatedReading,
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

/** What a reading did to the stored rows of its stream. */
export interface StoredRows {
  /** Rows of its window before and after. */
  before: number;
  after: number;
  /** Where rows started that it took away from other windows. */
  moved: readonly EpochMs[];
  /** How many are stored in a window by now. */
  count: (window: Window) => Promise<number>;
}

/** The ledger of all streams, or of those of one source; in no order. */
export async function readLedger(
  connection: DuckDBConnection,
  source?: string,
): Promise<LedgerEntry[]> {
  const parameters = createParameters();
  const owner = source === undefined ? 'true' : `source = ${parameters.text(source)}`;
  return queryRows(connection, entrySchema, `SELECT * FROM coverage WHERE ${owner}`, parameters);
}

/** Adds a proven reading to its stream's ledger. */
export async function recordCoverage(
  connection: DuckDBConnection,
  writer: TableWriter,
  reading: ProvenReading,
  stored: StoredRows,
): Promise<void> {
  const { window, proof } = reading;
  if (proof === null) return;
  await rewriteLedger(connection, writer, reading, (before) =>
    addReading(before, { ...reading, window, proof, stored }),
  );
}

/** Adds readings of one stream to its ledger that left its rows as they were. */
export async function recordConfirmed(
  connection: DuckDBConnection,
  writer: TableWriter,
  confirmed: readonly { reading: RepeatedReading; calls: number }[],
  count: StoredRows['count'],
): Promise<void> {
  const [first] = confirmed;
  if (first === undefined) return;
  await rewriteLedger(connection, writer, first.reading, async (before) => {
    let ledger = before;
    for (const { reading, calls } of confirmed) {
      const stored = { before: calls, after: calls, moved: [], count };
      ledger = await addReading(ledger, { ...reading, stored });
    }
    return ledger;
  });
}

/** Counts what a reading without proof added to the covered ranges and took from them, by where it starts. */
export function recountCoverage(
  connection: DuckDBConnection,
  writer: TableWriter,
  reading: ProvenReading,
  { added, removed }: { added: readonly EpochMs[]; removed: readonly EpochMs[] },
): Promise<void> {
  return rewriteLedger(connection, writer, reading, async (before) => {
    const after = before.map((interval) => ({ ...interval }));
    addRows(after, added, 1);
    addRows(after, removed, -1);
    return after;
  });
}

/**
 * Takes what is older out of the ledgers of a source, whose rows are gone by now. Ranges that are cut
 * are counted where that is told; else with the next reading of their stream.
 */
export async function cutLedger(
  connection: DuckDBConnection,
  writer: TableWriter,
  source: string,
  {
    cutAt,
    count,
  }: {
    cutAt: (stream: string) => EpochMs;
    count: (entry: LedgerEntry) => Promise<number | null>;
  },
): Promise<void> {
  const entries = await readLedger(connection, source);
  for (const entry of entries.filter(({ from, stream }) => from < cutAt(stream))) {
    await deleteInterval(connection, entry);
    const rest = { ...entry, from: cutAt(entry.stream), vendorRows: null };
    if (rest.from >= rest.to) continue;
    await writer.append(coverageTable, [{ ...rest, rows: await count(rest) }], noOwner);
  }
}

/** Entries tell themselves whose they are. */
const noOwner = { source: '', provider: '' };

async function rewriteLedger(
  connection: DuckDBConnection,
  writer: TableWriter,
  reading: ProvenReading,
  change: (before: CoverageInterval[]) => Promise<CoverageInterval[]>,
): Promise<void> {
  const { source, stream, basis } = reading;
  const key: StreamKey = { source, stream, ...(basis === undefined ? {} : { basis }) };
  const before = await readOwnLedger(connection, reading);
  const after = await change(before);
  const known = new Set(before.map(textOf));
  const kept = new Set(after.map(textOf));
  const gone = before.filter((interval) => !kept.has(textOf(interval)));
  const added = after.filter((interval) => !known.has(textOf(interval)));
  for (const interval of gone) await deleteInterval(connection, interval);
  const entries = added.map((interval) => ({ ...interval, ...key }));
  await writer.append(coverageTable, entries, reading);
}

/** A reading with proof, and what it did. */
interface LedgerChange extends Pick<StreamKey, 'basis'> {
  window: Window;
  proof: ReadingProof;
  stored: StoredRows;
}

async function addReading(
  before: readonly CoverageInterval[],
  change: LedgerChange,
): Promise<CoverageInterval[]> {
  const { paceMs, ...proven } = change.proof;
  const { basis } = change;
  const reading = {
    ...{ ...change.window, ...proven, rows: change.stored.after },
    ...(basis === undefined ? {} : { basis }),
  };
  const after = recordReading(before, reading, paceMs);
  await countCutIntervals(before, after, change);
  return after;
}

/**
 * Counts the rows of the intervals that a reading cut. For the longest, the count follows from all
 * others, so that a reading in the midst of years of calls doesn't count them all.
 */
async function countCutIntervals(
  before: readonly CoverageInterval[],
  after: readonly CoverageInterval[],
  { window, stored }: LedgerChange,
): Promise<void> {
  addRows(after, stored.moved, -1);
  const [longest, ...others] = after
    .filter(({ rows }) => rows === null)
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  if (longest === undefined) return;
  for (const interval of others) interval.rows = await stored.count(interval);
  const isCounted = before.every(({ rows }) => rows !== null);
  const isWithin = isCounted && gapsIn(window, before).length === 0;
  const moved = stored.moved.filter((at) => intervalAt(before, at) !== undefined).length;
  longest.rows = isWithin
    ? sumOfRows(before) - stored.before + stored.after - moved - sumOfRows(after)
    : await stored.count(longest);
}

function addRows(
  ledger: readonly CoverageInterval[],
  starts: readonly EpochMs[],
  each: 1 | -1,
): void {
  for (const startedAt of starts) {
    const interval = intervalAt(ledger, startedAt);
    if (interval !== undefined && interval.rows !== null) interval.rows += each;
  }
}

function intervalAt(
  ledger: readonly CoverageInterval[],
  instant: EpochMs,
): CoverageInterval | undefined {
  return ledger.find(({ from, to }) => instant >= from && instant < to);
}

/** Every stored interval has its count; one without counts as none here. */
function sumOfRows(ledger: readonly CoverageInterval[]): number {
  return ledger.reduce((sum, { rows }) => sum + (rows ?? 0), 0);
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

/** Calls of another basis give way to a reading, statistics stand beside it. */
async function readOwnLedger(
  connection: DuckDBConnection,
  reading: ProvenReading,
): Promise<LedgerEntry[]> {
  const parameters = createParameters();
  const isOfCalls = !('parameters' in reading);
  const owner = isOfCalls ? streamSql(reading, parameters) : keySql(reading, parameters);
  return queryRows(
    connection,
    entrySchema,
    `SELECT * FROM coverage WHERE ${owner} ORDER BY covered_from`,
    parameters,
  );
}

async function deleteInterval(connection: DuckDBConnection, entry: LedgerEntry): Promise<void> {
  const parameters = createParameters();
  await run(
    connection,
    `DELETE FROM coverage
      WHERE ${keySql(entry, parameters)} AND covered_from = ${parameters.instant(entry.from)}`,
    parameters,
  );
}

function keySql(key: StreamKey, parameters: Parameters): string {
  return `${streamSql(key, parameters)}
    AND basis IS NOT DISTINCT FROM ${parameters.text(key.basis ?? null)}`;
}

function streamSql({ source, stream }: StreamKey, parameters: Parameters): string {
  return `source = ${parameters.text(source)} AND stream = ${parameters.text(stream)}`;
}

/** Equal for intervals that are the same in everything. */
function textOf({ from, to, state, readAt, rows, vendorRows, basis }: CoverageInterval): string {
  return [from, to, state, readAt, rows, vendorRows, basis].join(' ');
}
