import {
  type Call,
  type CallRow,
  type ErasedNumbers,
  isTheirs,
  maskCall,
  type NumberForm,
  toEpochMs,
} from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { callTable } from '../../schema/call-table.ts';
import { quoteName } from '../../schema/quote-name.ts';
import { attachChildren } from '../attach-children.ts';
import { callColumnNames, createCallReader, type RowCall } from '../call-reader.ts';
import { columnsOf } from '../chunk-columns.ts';
import type { StoredCall } from '../classify.ts';
import { createParameters } from '../parameters.ts';
import { queryRows, run } from '../query.ts';
import { numberSql } from './number-sql.ts';

/** A call that says something of somebody who is erased. */
export interface ErasableCall {
  source: string;
  provider: string;
  place: StoredCall;
  /** What it becomes. */
  masked: CallRow;
  /** Whether they were on the call, so that its notes are theirs. */
  isTheirs: boolean;
  /** Whether it had the vendor's row, and has it no longer. */
  losesRaw: boolean;
}

const batchSize = 2000;

const callTexts = callTable.columns
  .filter(({ type }) => type === 'VARCHAR')
  .map(({ name }) => quoteName(name));
const callNumbers = [
  ...['from_number', 'from_e164', 'to_number', 'to_e164'],
  ...['transferred_to', 'destination', 'agent_extension'],
];

/** The calls that change when a number is erased, in batches. `numbersOf` knows it in each source. */
export async function* erasableCalls(
  connection: DuckDBConnection,
  forms: readonly NumberForm[],
  numbersOf: (source: string) => ErasedNumbers | null,
): AsyncGenerator<ErasableCall[]> {
  const rowIds = await findCalls(connection, forms);
  for (let at = 0; at < rowIds.length; at += batchSize) {
    const stored = await readCalls(connection, rowIds.slice(at, at + batchSize));
    const erasable = stored.flatMap((own) => {
      const { id, source, provider } = own.call;
      const erased = numbersOf(source);
      const row = { id, call: own.call, raw: own.raw, hash: own.hash };
      const masked = erased === null ? row : maskCall<CallRow>(row, erased);
      if (erased === null || masked === row) return [];
      const place = { rowId: own.rowId, startedAt: toEpochMs(own.call.startedAt) };
      const losesRaw = own.raw !== null && masked.raw === null;
      return [{ source, provider, place, masked, isTheirs: isTheirs(own.call, erased), losesRaw }];
    });
    if (erasable.length > 0) yield erasable;
  }
}

async function findCalls(
  connection: DuckDBConnection,
  forms: readonly NumberForm[],
): Promise<number[]> {
  const parameters = createParameters();
  const sql = numberSql(forms, parameters);
  const ofChild = (table: string, condition: string) =>
    `(source, id) IN (SELECT (source, call_id) FROM ${table} WHERE ${condition})`;
  const found = await queryRows(
    connection,
    z.object({ row_id: z.number() }),
    `SELECT rowid AS row_id FROM calls
      WHERE ${sql.isIn(callTexts)} OR ${sql.isNumber(callNumbers)}
        OR ${ofChild('call_agents', `${sql.isIn(['id', 'name', 'login', 'extension'])} OR ${sql.isNumber(['extension'])}`)}
        OR ${ofChild('call_tags', sql.isIn(['id', 'name']))}
        OR ${ofChild('raw_rows', sql.isIn(['text']))}`,
    parameters,
  );
  return found.map(({ row_id }) => row_id);
}

interface StoredRow {
  call: Call;
  raw: string | null;
  hash: number;
  rowId: number;
}

async function readCalls(
  connection: DuckDBConnection,
  rowIds: readonly number[],
): Promise<StoredRow[]> {
  const names = ['row_id', 'row_hash', ...callColumnNames];
  const parameters = createParameters();
  const result = await run(
    connection,
    `SELECT rowid AS row_id, row_hash, ${callColumnNames.map(quoteName).join(', ')} FROM calls
      WHERE rowid IN (SELECT unnest(${parameters.integers(rowIds.map(BigInt))}))`,
    parameters,
  );
  const rows: (RowCall & { rowId: number; hash: number })[] = [];
  for (const { chunk, rowCount } of await result.fetchAllChunks()) {
    const columns = columnsOf(chunk, names);
    const read = createCallReader(columns);
    const [rowId, hash] = [columns.requiredNumber('row_id'), columns.requiredNumber('row_hash')];
    for (let row = 0; row < rowCount; row += 1) {
      rows.push({ ...read(row), rowId: rowId(row), hash: hash(row) });
    }
  }
  await attachChildren(connection, rows, false);
  const raws = await readRaws(connection, rows);
  return rows.map(({ call, rowId, hash }) => ({
    call,
    rowId,
    hash,
    raw: raws.get(keyOf(call.source, call.id)) ?? null,
  }));
}

/** The vendors' rows of calls, letter by letter. */
async function readRaws(
  connection: DuckDBConnection,
  rows: readonly RowCall[],
): Promise<Map<string, string>> {
  const parameters = createParameters();
  const found = await queryRows(
    connection,
    z.object({ source: z.string(), call_id: z.string(), text: z.string() }),
    `SELECT source, call_id, text FROM raw_rows
      WHERE call_id IN (SELECT unnest(${parameters.texts(rows.map(({ call }) => call.id))}))`,
    parameters,
  );
  return new Map(found.map(({ source, call_id, text }) => [keyOf(source, call_id), text]));
}

function keyOf(source: string, id: string): string {
  return JSON.stringify([source, id]);
}
