import type { Condition } from '@cdr/core';
import { isOneOfSql } from '../filter-sql.ts';
import type { Parameters } from '../parameters.ts';
import { lengthSql } from './length-sql.ts';

/** Which calls of {@link seenCallsSql} a measure is about, as core's `conditionHolds` decides it. */
export function conditionSql(
  { way, answered, disposition, queued, lasts, source }: Condition,
  thresholdMs: number,
  parameters: Parameters,
): string {
  const conditions: string[] = [];
  if (way !== undefined) conditions.push(`way = '${way}'`);
  if (answered !== undefined) conditions.push(`disposition ${answered ? '=' : '<>'} 'answered'`);
  if (disposition !== undefined) conditions.push(`disposition = '${disposition}'`);
  if (queued === true)
    conditions.push('coalesce(queue_id, queue_name) IS NOT NULL OR queued_at IS NOT NULL');
  if (source !== undefined) conditions.push(isOneOfSql('source', source, parameters));
  if (lasts !== undefined) conditions.push(comparisonSql(lasts, thresholdMs));
  return conditions.length === 0 ? 'true' : conditions.map((own) => `(${own})`).join(' AND ');
}

function comparisonSql(
  { length, against }: NonNullable<Condition['lasts']>,
  thresholdMs: number,
): string {
  const ms = lengthSql(length);
  if (against === undefined) return `${ms} IS NOT NULL`;
  return `${ms} ${against === 'within-threshold' ? '<=' : '>'} ${thresholdMs}`;
}
