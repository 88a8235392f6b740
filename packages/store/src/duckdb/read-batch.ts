import type { Call, CallQuery, Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName } from '../schema/quote-name.ts';
import { attachChildren } from './attach-children.ts';
import { afterSql, orderSql } from './batch-sql.ts';
import { callColumnNames, createCallReader, type RowCall } from './call-reader.ts';
import { columnsOf } from './chunk-columns.ts';
import { filterSql, type ResolvedFilter } from './filter-sql.ts';
import { createParameters } from './parameters.ts';
import { run } from './query.ts';

/** A piece of a listing. */
export interface BatchRequest {
  filter: ResolvedFilter;
  /** The listing's, with `after` where the batch before ended. */
  query: CallQuery;
  range: Window;
  skip: number;
  size: number;
}

/** Reads a batch with all that belongs to its calls, inside a transaction that the caller began. */
export async function readBatch(
  connection: DuckDBConnection,
  request: BatchRequest,
): Promise<Call[]> {
  const rows = await readRows(connection, request);
  await attachChildren(connection, rows, request.query.raw === true);
  return rows.map(({ call }) => call);
}

async function readRows(
  connection: DuckDBConnection,
  { filter, query, range, skip, size }: BatchRequest,
): Promise<RowCall[]> {
  const parameters = createParameters();
  const result = await run(
    connection,
    `SELECT ${callColumnNames.map(quoteName).join(', ')} FROM calls
      WHERE ${filterSql(filter, range, parameters)} AND ${afterSql(query, parameters)}
      ORDER BY ${orderSql(query)}
      LIMIT ${parameters.number(size)} OFFSET ${parameters.number(skip)}`,
    parameters,
  );
  const rows: RowCall[] = [];
  for (const { chunk, rowCount } of await result.fetchAllChunks()) {
    const read = createCallReader(columnsOf(chunk, callColumnNames));
    for (let row = 0; row < rowCount; row += 1) rows.push(read(row));
  }
  return rows;
}
