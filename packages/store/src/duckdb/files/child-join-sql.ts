import type { Window } from '@cdr/core';
import { windowSql } from '../filter-sql.ts';
import type { Parameters } from '../parameters.ts';

/** What tables beside `calls` hold of calls, to be joined as `NAME` on source and call_id. */
export interface ChildJoin {
  name: string;
  table: 'call_agents' | 'call_tags' | 'raw_rows';
  /** What is told of the rows of a call, as `told`. */
  told: string;
  /** Of the calls that have such rows. */
  where: string;
}

/** Joins: one row a call at most, so that none comes twice. */
export function childJoinSql(
  { name, table, told, where }: ChildJoin,
  window: Window,
  parameters: Parameters,
): string {
  return `LEFT JOIN (
    SELECT source, call_id, ${told} AS told FROM ${table}
    WHERE ${windowSql(window, parameters)} AND ${where}
    GROUP BY source, call_id
  ) AS ${name} ON ${name}.source = calls.source AND ${name}.call_id = calls.id`;
}
