import { type Call, toEpochMs } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parseRaw } from '../reading/parse-raw.ts';
import type { RowCall } from './call-reader.ts';
import { type ChunkColumns, type ColumnReader, columnsOf } from './chunk-columns.ts';
import { isOneOfSql } from './filter-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';
import { run } from './query.ts';

const fewCalls = 100;

/** Completes calls by what other tables hold of them: further agents, tags and, when asked, raw rows. */
export async function attachChildren(
  connection: DuckDBConnection,
  rows: readonly RowCall[],
  withRaw: boolean,
): Promise<void> {
  const severalAgents = rows.filter(({ agentCount }) => agentCount > 1).map(({ call }) => call);
  for (const call of severalAgents) call.agents = [];
  await visitChildren(connection, {
    table: 'call_agents',
    columns: ['id', 'name', 'login', 'extension'],
    order: 'position',
    calls: severalAgents,
    reader: (columns) => {
      const [id, name, login, extension] = [
        columns.text('id'),
        columns.text('name'),
        columns.text('login'),
        columns.text('extension'),
      ];
      return (row) => (call) =>
        call.agents.push({
          id: id(row),
          name: name(row),
          login: login(row),
          extension: extension(row),
        });
    },
  });
  await visitChildren(connection, {
    table: 'call_tags',
    columns: ['id', 'name', 'color'],
    order: 'position',
    calls: rows.filter(({ tagCount }) => tagCount > 0).map(({ call }) => call),
    reader: (columns) => {
      const [id, name, color] = [columns.text('id'), columns.text('name'), columns.text('color')];
      return (row) => (call) => call.tags.push({ id: id(row), name: name(row), color: color(row) });
    },
  });
  await visitChildren(connection, {
    table: 'raw_rows',
    columns: ['text'],
    order: 'call_id',
    calls: withRaw ? rows.map(({ call }) => call) : [],
    reader: (columns) => {
      const text = columns.requiredText('text');
      return (row) => (call) => {
        call.raw = parseRaw(text(row));
      };
    },
  });
}

interface ChildVisit {
  table: string;
  columns: readonly string[];
  order: string;
  calls: readonly Call[];
  /** Makes, of a row, what it does to its call. */
  reader: (columns: ChunkColumns) => ColumnReader<(call: Call) => void>;
}

async function visitChildren(
  connection: DuckDBConnection,
  { table, columns, order, calls, reader }: ChildVisit,
): Promise<void> {
  if (calls.length === 0) return;
  const byKey = new Map(calls.map((call) => [keyOf(call.source, call.id), call]));
  const starts = calls.map(({ startedAt }) => toEpochMs(startedAt));
  const parameters = createParameters();
  const names = ['source', 'call_id', ...columns];
  const result = await run(
    connection,
    `SELECT ${names.join(', ')} FROM ${table}
      WHERE started_at >= ${parameters.instant(starts.reduce((a, b) => Math.min(a, b)))}
        AND started_at <= ${parameters.instant(starts.reduce((a, b) => Math.max(a, b)))}
        AND ${isOfThemSql(calls, parameters)}
      ORDER BY ${order}`,
    parameters,
  );
  for (const { chunk, rowCount } of await result.fetchAllChunks()) {
    const read = columnsOf(chunk, names);
    const source = read.requiredText('source');
    const callId = read.requiredText('call_id');
    const apply = reader(read);
    for (let row = 0; row < rowCount; row += 1) {
      const call = byKey.get(keyOf(source(row), callId(row)));
      if (call !== undefined) apply(row)(call);
    }
  }
}

/** A list of few is compared one by one, since to plan a join takes the database longer. */
function isOfThemSql(calls: readonly Call[], parameters: Parameters): string {
  const ids = calls.map(({ id }) => id);
  return ids.length <= fewCalls
    ? isOneOfSql('call_id', ids, parameters)
    : `call_id IN (SELECT unnest(${parameters.texts(ids)}))`;
}

function keyOf(source: string, id: string): string {
  return JSON.stringify([source, id]);
}
