import { type CallQuery, toEpochMs } from '@cdr/core';
import type { Parameters } from './parameters.ts';

/** What lies behind the query's `after` in its order, as a condition. */
export function afterSql({ after, order = 'asc' }: CallQuery, parameters: Parameters): string {
  if (after === undefined) return 'true';
  const startedAt = parameters.instant(toEpochMs(after.startedAt));
  const id = parameters.text(after.id);
  // The comparison of the times alone is what lets the database skip most of the table.
  return order === 'asc'
    ? `started_at >= ${startedAt} AND (started_at > ${startedAt} OR id > ${id})`
    : `started_at <= ${startedAt} AND (started_at < ${startedAt} OR id < ${id})`;
}

/** The total order, in either direction. */
export function orderSql({ order = 'asc' }: CallQuery): string {
  return order === 'asc' ? 'started_at, id' : 'started_at DESC, id DESC';
}
