import { callerSql } from './caller-sql.ts';
import { countSql } from './count-sql.ts';
import { earlierNamesSql, latestNamesSql, namedDimensions } from './name-sql.ts';
import { spanSqls } from './span-sql.ts';
import { groupColumns, measureColumn, type SummarySubject, valueColumn } from './summary-part.ts';

/**
 * One row for each interval and combination of values, in the order of rows: an instant of the
 * interval, then the values, the names of those that have some, and the measures.
 */
export function rowsSql(subject: SummarySubject): string {
  const { plan } = subject;
  const group = groupColumns(plan);
  const named = namedDimensions(plan);
  const measures = [...plan.measures].map((_, index) => measureColumn(index));
  const parts = ['SELECT * FROM counted', callerSql(subject), ...spanSqls(subject)];
  // Sums may exceed what 64 bits hold.
  const sums = measures.map((column) => `coalesce(CAST(sum(${column}) AS DOUBLE), 0) AS ${column}`);
  const summed = `SELECT ${[...group, 'min(moment) AS moment', ...sums].join(', ')}
    FROM (${known(parts).join(' UNION ALL BY NAME ')}) AS parts GROUP BY ${group.join(', ')}`;
  const naming = known(['SELECT * FROM counted', earlierNamesSql(subject)]);
  const joins = named.map((dimension, index) => {
    const [source, id] = dimension.owner;
    return `LEFT JOIN (${latestNamesSql(dimension, naming.join(' UNION ALL BY NAME '))}) AS names_${index}
      ON names_${index}.named_source IS NOT DISTINCT FROM summed.${source}
        AND names_${index}.named_id IS NOT DISTINCT FROM summed.${id}`;
  });
  const values = plan.dimensions.map((_, index) => valueColumn(index));
  const columns = ['moment', ...values, ...named.map(({ name }) => name), ...measures];
  return `WITH counted AS MATERIALIZED (${countSql(subject)})
    SELECT ${columns.join(', ')} FROM (${summed}) AS summed ${joins.join(' ')}
    ORDER BY ${group.map((column) => `${column} NULLS LAST`).join(', ')}`;
}

function known(parts: readonly (string | null)[]): string[] {
  return parts.filter((part) => part !== null);
}
