import type { CallFilter } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { always, cutWindow, type ResolvedFilter, windowSql } from './filter-sql.ts';
import { createParameters } from './parameters.ts';
import { queryRows } from './query.ts';

const nameSchema = z.object({ name: z.string() });

/**
 * Looks up which stored names a filter means. The database and JavaScript disagree on the lower
 * case of some letters, and the filter is defined in terms of JavaScript.
 */
export async function resolveNames(
  connection: DuckDBConnection,
  filter: CallFilter,
): Promise<ResolvedFilter> {
  const lookUp = (wanted: readonly string[] | undefined, table: string, column: string) =>
    wanted === undefined || wanted.length === 0
      ? []
      : storedNames(connection, { filter, wanted, table, column });
  return {
    ...filter,
    agentNames: await lookUp(filter.agent, 'call_agents', 'name'),
    queueNames: await lookUp(filter.queue, 'calls', 'queue_name'),
    tagNames: await lookUp(filter.tag, 'call_tags', 'name'),
  };
}

interface NameLookup {
  filter: CallFilter;
  wanted: readonly string[];
  table: string;
  column: string;
}

async function storedNames(
  connection: DuckDBConnection,
  { filter, wanted, table, column }: NameLookup,
): Promise<string[]> {
  const parameters = createParameters();
  const rows = await queryRows(
    connection,
    nameSchema,
    `SELECT DISTINCT ${column} AS name FROM ${table}
      WHERE ${column} IS NOT NULL AND ${windowSql(cutWindow(always, filter), parameters)}`,
    parameters,
  );
  const lowerCase = new Set(wanted.map((name) => name.toLowerCase()));
  return rows.map(({ name }) => name).filter((name) => lowerCase.has(name.toLowerCase()));
}
