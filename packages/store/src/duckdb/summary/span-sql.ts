import type { SpanMeasure, Stretch, Window } from '@cdr/core';
import { conditionSql } from './condition-sql.ts';
import { instantSql, lengthSql } from './length-sql.ts';
import { seenCallsSql } from './seen-calls-sql.ts';
import {
  groupColumns,
  keySql,
  measureColumns,
  type SummarySubject,
  valueColumn,
} from './summary-part.ts';

/** Rows with measures of stretches of time, one query a measure. */
export function spanSqls(subject: SummarySubject): string[] {
  return measureColumns(subject.plan, ['overlap', 'peak']).map(({ column, measure }) => {
    const group = groupColumns(subject.plan).join(', ');
    const pieces = piecesSql(subject, measure);
    return measure.kind === 'overlap'
      ? `SELECT ${group}, min(piece_from) AS moment, sum(piece_to - piece_from) AS ${column}
          FROM (${pieces}) GROUP BY ${group}`
      : `SELECT ${group}, min(moment) AS moment, max(now) AS ${column} FROM (${runningSql(group, pieces)})
          GROUP BY ${group}`;
  });
}

/**
 * How many there are, from each change to the next: what begins adds one, what ends takes one away,
 * and goes first. Sorting is all that it costs.
 */
function runningSql(group: string, pieces: string): string {
  return `SELECT ${group}, moment, sum(change) OVER (
      PARTITION BY ${group} ORDER BY moment, change ROWS UNBOUNDED PRECEDING) AS now
    FROM (SELECT ${group}, unnest([piece_from, piece_to]) AS moment, unnest([1, -1]) AS change
      FROM (${pieces}))`;
}

/** The parts of stretches that lie in one interval each. Most stretches lie in one as a whole. */
function piecesSql(subject: SummarySubject, measure: SpanMeasure): string {
  const { plan, rows, parameters } = subject;
  const values = plan.dimensions.map((_, index) => `${valueColumn(index)}, `).join('');
  const stretches = stretchesSql(subject, measure);
  const { calendar } = plan;
  if (calendar === null)
    return `SELECT 0 AS key, ${values}piece_from, piece_to FROM (${stretches})`;
  const keyed = `SELECT ${keySql(subject, 'piece_from')} AS key,
      ${keySql(subject, '(piece_to - 1)')} AS last_key, ${values}piece_from, piece_to
    FROM (${stretches})`;
  const intervals = [...calendar.within(rows)];
  const froms = parameters.integers(intervals.map(({ from }) => BigInt(from)));
  const tos = parameters.integers(intervals.map(({ to }) => BigInt(to)));
  return `SELECT key, ${values}piece_from, piece_to FROM (${keyed}) WHERE key = last_key
    UNION ALL BY NAME
    SELECT ${keySql(subject, 'piece_from')} AS key, * FROM (
      SELECT ${values}greatest(piece_from, interval_from) AS piece_from,
        least(piece_to, interval_to) AS piece_to
      FROM (SELECT * FROM (${keyed}) WHERE key <> last_key)
      JOIN (SELECT unnest(${froms}) AS interval_from, unnest(${tos}) AS interval_to)
      ON piece_from < interval_to AND piece_to > interval_from)`;
}

/** Stretches that have a part in the rows' range, cut to it, wherever their calls start. */
function stretchesSql(subject: SummarySubject, { where, of }: SpanMeasure): string {
  const { plan, rows, parameters } = subject;
  const from = instantSql(of.from);
  const to = stretchEndSql(of);
  return `SELECT *, ${boundedSql('greatest', from, rows.from)} AS piece_from,
      ${boundedSql('least', to, rows.to)} AS piece_to
    FROM (${seenCallsSql(subject, { from: Number.NEGATIVE_INFINITY, to: plan.range.to })}) AS seen
    WHERE ${conditionSql(where, plan.thresholdMs, parameters)} AND ${overlapSql(of, rows)}`;
}

/** Whether a call has the stretch, and a part of it in the window. */
export function overlapSql(stretch: Stretch, { from, to }: Window): string {
  return [
    `${stretchEndSql(stretch)} > ${instantSql(stretch.from)}`,
    ...(Number.isFinite(from) ? [`${stretchEndSql(stretch)} > ${from}`] : []),
    ...(Number.isFinite(to) ? [`${instantSql(stretch.from)} < ${to}`] : []),
  ].join(' AND ');
}

function stretchEndSql({ from, to }: Stretch): string {
  return typeof to === 'string' ? instantSql(to) : `(${instantSql(from)} + ${lengthSql(to.after)})`;
}

function boundedSql(choice: 'greatest' | 'least', epochMs: string, bound: number): string {
  return Number.isFinite(bound) ? `${choice}(${epochMs}, ${bound})` : epochMs;
}
