import { conditionSql } from './condition-sql.ts';
import { lengthSql } from './length-sql.ts';
import { namedDimensions } from './name-sql.ts';
import { seenCallsSql } from './seen-calls-sql.ts';
import { groupColumns, keySql, measureColumns, type SummarySubject } from './summary-part.ts';

/**
 * A row for every interval, combination of values and names of these with calls: what is counted and
 * added up of them, and `named_at`, the start of the last one.
 */
export function countSql(subject: SummarySubject): string {
  const { plan, parameters } = subject;
  const names = namedDimensions(plan).map(({ name }) => name);
  const group = [...groupColumns(plan), ...names].join(', ');
  const calls = seenCallsSql(subject, plan.range);
  const columns = measureColumns(plan, ['count', 'total']).map(({ column, measure }) => {
    const where = conditionSql(measure.where, plan.thresholdMs, parameters);
    const sum = measure.kind === 'count' ? 'count(*)' : `sum(${lengthSql(measure.of)})`;
    return `${sum} FILTER (WHERE ${where}) AS ${column}`;
  });
  const moments = ['min(moment) AS moment', 'max(moment) AS named_at'];
  return `SELECT ${[group, ...moments, ...columns].join(', ')}
    FROM (SELECT *, ${keySql(subject, 'moment')} AS key FROM (${calls}) AS seen)
    GROUP BY ${group}`;
}
