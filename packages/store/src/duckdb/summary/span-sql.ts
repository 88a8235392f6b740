import type { SpanMeasure, Stretch, Window } from '@cdr/core';
import { conditionSql } from './condition-sql.ts';
import { instantSql, lengthSql } from './length-sql.ts';
import { seenCallsSql } from './seen-calls-sql.ts';
import {
  groupColumns,
  keySql,
  type MeasureColumn,
  type SummarySubject,
  valueColumn,
} from './summary-part.ts';

/** Rows with a measure of stretches of time. */
export function spanSql(
  subject: SummarySubject,
  { column, measure }: MeasureColumn<'overlap' | 'peak'>,
): string {
  const group = groupColumns(subject.plan).join(', ');
  const pieces = piecesSql(subject, measure);
  return measure.kind === 'overlap'
    ? `SELECT ${group}, min(piece_from) AS moment, sum(piece_to - piece_from) AS ${column}
        FROM (${pieces}) GROUP BY ${group}`
    : `SELECT ${group}, min(moment) AS moment, max(now) AS ${column} FROM (${runningSql(group, pieces)})
        GROUP BY ${group}`;
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

/** The parts of stretches that lie in one interval each. */
function piecesSql(subject: SummarySubject, measure: SpanMeasure): string {
  const { plan, rows, parameters } = subject;
  const values = plan.dimensions.map((_, index) => `${valueColumn(index)}, `).join('');
  const stretches = stretchesSql(subject, measure);
  const { calendar } = plan;
  if (calendar === null) {
    return `SELECT 0 AS key, ${values}piece_from, piece_to FROM (${stretches})`;
  }
  const intervals = [...calendar.within(rows)];
  const bounds = `SELECT *, ${keySql(subject, 'interval_from')} AS interval_key
    FROM (SELECT unnest(${integers(intervals.map((_, index) => index))}) AS number,
      unnest(${integers(intervals.map(({ from }) => from))}) AS interval_from,
      unnest(${integers(intervals.map(({ to }) => to))}) AS interval_to)`;
  return `SELECT interval_key AS key, ${values}greatest(piece_from, interval_from) AS piece_from,
      least(piece_to, interval_to) AS piece_to
    FROM (
      SELECT ${values}piece_from, piece_to, unnest(range(first.number, last.number + 1)) AS piece_number
      FROM (SELECT *, ${keySql(subject, 'piece_from')} AS first_key,
        ${keySql(subject, '(piece_to - 1)')} AS last_key FROM (${stretches})) AS keyed
      JOIN (${bounds}) AS first ON first.interval_key = first_key
      JOIN (${bounds}) AS last ON last.interval_key = last_key) AS pieces
    JOIN (${bounds}) AS intervals ON intervals.number = piece_number`;

  function integers(numbers: readonly number[]): string {
    return parameters.integers(numbers.map(BigInt));
  }
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
