import type { CallFileRequest, Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { filterSql, type ResolvedFilter } from '../filter-sql.ts';
import type { Parameters } from '../parameters.ts';
import { resolveNames } from '../resolve-names.ts';

/** The filters of a request with their names looked up. */
export async function resolveFilters(
  connection: DuckDBConnection,
  { filters = [{}] }: CallFileRequest,
): Promise<ResolvedFilter[]> {
  const resolved: ResolvedFilter[] = [];
  for (const filter of filters) resolved.push(await resolveNames(connection, filter));
  return resolved;
}

/** Whether one of the filters means a call of the table `calls` that starts in the window. */
export function selectionSql(
  filters: readonly ResolvedFilter[],
  window: Window,
  parameters: Parameters,
): string {
  const conditions = filters.map((filter) => `(${filterSql(filter, window, parameters)})`);
  return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`;
}

/** What of the calls a statement is about. */
export interface CallPiece {
  filters: readonly ResolvedFilter[];
  /** In which the calls start. */
  window: Window;
  /** Of calls; `null` for all. */
  limit: number | null;
}
