import { type Dimension, type DimensionName, dimensions, type SummaryPlan } from '@cdr/core';
import { conditionSql } from './condition-sql.ts';
import { seenCallsSql } from './seen-calls-sql.ts';
import { overlapSql } from './span-sql.ts';
import { measureColumns, nameColumn, type SummarySubject, valueColumn } from './summary-part.ts';

/** A dimension of ids that have names, and the columns that say whose names they are. */
interface NamedDimension {
  dimension: DimensionName;
  /** The column of the name. */
  name: string;
  /** The column of the source, and that of the id. */
  owner: readonly [source: string, id: string];
}

/** The plan's dimensions whose ids have names. */
export function namedDimensions({ dimensions: planned }: SummaryPlan): NamedDimension[] {
  const source = valueColumn(planned.indexOf('source'));
  return planned.flatMap((dimension, index) => {
    const { name }: Dimension = dimensions[dimension];
    return name === undefined
      ? []
      : [{ dimension, name: nameColumn(index), owner: [source, valueColumn(index)] }];
  });
}

/** The name of each id of a dimension: that of the latest call with one, as core's `LatestNames` has it. */
export function latestNamesSql(
  { name, owner: [source, id] }: NamedDimension,
  calls: string,
): string {
  return `SELECT ${source} AS named_source, ${id} AS named_id,
      arg_max(${name}, row(named_at, ${name})) AS ${name}
    FROM (${calls}) WHERE ${name} IS NOT NULL GROUP BY ${source}, ${id}`;
}

/**
 * The calls that began before the range and go on in it, with their names; `null` where there are none
 * to be looked for. Those that begin in it are counted, and named there.
 */
export function earlierNamesSql(subject: SummarySubject): string | null {
  const { plan, parameters } = subject;
  const named = namedDimensions(plan);
  const spans = measureColumns(plan, ['overlap', 'peak']).map(({ measure: { where, of } }) => {
    const isMeant = conditionSql(where, plan.thresholdMs, parameters);
    return `(${isMeant} AND ${overlapSql(of, plan.range)})`;
  });
  if (named.length === 0 || spans.length === 0 || !Number.isFinite(plan.range.from)) return null;
  const before = { from: Number.NEGATIVE_INFINITY, to: plan.range.from };
  const columns = [...new Set(named.flatMap(({ name, owner }) => [...owner, name]))];
  return `SELECT moment AS named_at, ${columns.join(', ')}
    FROM (${seenCallsSql(subject, before)}) AS seen WHERE ${spans.join(' OR ')}`;
}
