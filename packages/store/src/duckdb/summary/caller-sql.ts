import { conditionSql } from './condition-sql.ts';
import { lastAnsweredSql } from './last-answered-sql.ts';
import { seenCallsSql } from './seen-calls-sql.ts';
import { groupColumns, keySql, measureColumns, type SummarySubject } from './summary-part.ts';

/** Rows with what is counted of calling numbers, for a plan that has such measures. */
export function callerSql(subject: SummarySubject): string {
  const { plan, parameters } = subject;
  const columns = measureColumns(plan, ['callers', 'open']).map(({ column, measure }) => {
    const where = conditionSql(measure.where, plan.thresholdMs, parameters);
    return measure.kind === 'callers'
      ? {
          ofNumber: `count(*) FILTER (WHERE ${where}) AS ${column}`,
          counts: `${column} >= ${measure.calls}`,
          column,
        }
      : {
          ofNumber: `max(moment) FILTER (WHERE ${where}) AS ${column}`,
          counts: `${column} >= coalesce(last_answered, ${column})`,
          column,
        };
  });
  const followsNumbers = measureColumns(plan, ['open']).length > 0;
  const group = groupColumns(plan).join(', ');
  const calls = seenCallsSql(subject, plan.range);
  return `SELECT ${group}, min(moment) AS moment,
      ${columns.map(({ column, counts }) => `count(*) FILTER (WHERE ${counts}) AS ${column}`).join(', ')}
    FROM (
      SELECT ${group}, from_e164 AS number, min(moment) AS moment,
        ${columns.map(({ ofNumber }) => ofNumber).join(', ')}
      FROM (SELECT *, ${keySql(subject, 'moment')} AS key FROM (${calls}) AS seen)
      WHERE from_e164 IS NOT NULL
      GROUP BY ${group}, from_e164) AS numbers
    ${followsNumbers ? `LEFT JOIN (${lastAnsweredSql(subject)}) AS answered ON answered_number = number` : ''}
    GROUP BY ${group}`;
}
