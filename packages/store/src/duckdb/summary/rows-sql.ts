import { metrics, type SummaryPlan } from '@cdr/core';
import { earlierNamesSql, latestNamesSql, namedDimensions } from './name-sql.ts';
import { groupColumns, measureColumn, type SummarySubject, valueColumn } from './summary-part.ts';

/**
 * One row for each interval and combination of values, in the order of rows: an instant of the
 * interval, then the values, the names of those that have some, and the measures. `parts` is the table
 * in which they were measured.
 */
export function rowsSql(subject: SummarySubject, parts: string): string {
  const { plan } = subject;
  const group = groupColumns(plan);
  const named = namedDimensions(plan);
  const measures = [...plan.measures].map((_, index) => measureColumn(index));
  // Sums may exceed what 64 bits hold.
  const sums = measures.map((column) => `coalesce(CAST(sum(${column}) AS DOUBLE), 0) AS ${column}`);
  const ordered = group.map((column) => `${column} NULLS LAST`);
  const summed = `SELECT ${[...group, 'min(moment) AS moment', ...sums].join(', ')}
    FROM ${parts} GROUP BY ${group.join(', ')} ${topSql(plan, ordered)}`;
  const earlier = earlierNamesSql(subject);
  const naming = `SELECT * FROM ${parts}${earlier === null ? '' : ` UNION ALL BY NAME ${earlier}`}`;
  const joins = named.map((dimension, index) => {
    const [source, id] = dimension.owner;
    return `LEFT JOIN (${latestNamesSql(dimension, naming)}) AS names_${index}
      ON names_${index}.named_source IS NOT DISTINCT FROM summed.${source}
        AND names_${index}.named_id IS NOT DISTINCT FROM summed.${id}`;
  });
  const values = plan.dimensions.map((_, index) => valueColumn(index));
  const columns = ['moment', ...values, ...named.map(({ name }) => name), ...measures];
  return `SELECT ${columns.join(', ')} FROM (${summed}) AS summed ${joins.join(' ')}
    ORDER BY ${ordered.join(', ')}`;
}

/** Leaves of each interval the rows with the most calls. */
function topSql({ top, measures }: SummaryPlan, ordered: readonly string[]): string {
  if (top === null) return '';
  const keys = [...measures.keys()];
  const calls = metrics.calls.plus.map(
    (name) => `coalesce(sum(${measureColumn(keys.indexOf(name))}), 0)`,
  );
  return `QUALIFY row_number() OVER (PARTITION BY key
    ORDER BY ${calls.join(' + ')} DESC, ${ordered.join(', ')}) <= ${top}`;
}
