import type { Measure, SummaryPlan, Window } from '@cdr/core';
import type { ResolvedFilter } from '../filter-sql.ts';
import type { Parameters } from '../parameters.ts';
import { intervalKeySql } from './interval-key-sql.ts';

/** What the queries of a summary are made from. */
export interface SummarySubject {
  plan: SummaryPlan;
  /** The plan's. */
  filter: ResolvedFilter;
  /** What rows are about; with bounds, where the plan has a calendar. */
  rows: Window;
  /** In which all calls start that need a place on the wall; has bounds, where one does. */
  starts: Window;
  parameters: Parameters;
}

/** A measure of the plan and the column that it is told in. */
export interface MeasureColumn<Kind extends Measure['kind']> {
  column: string;
  measure: Extract<Measure, { kind: Kind }>;
}

/** The measures of some kinds. */
export function measureColumns<Kind extends Measure['kind']>(
  { measures }: SummaryPlan,
  kinds: readonly Kind[],
): MeasureColumn<Kind>[] {
  return [...measures.values()].flatMap((measure, index) =>
    isOfKind(measure, kinds) ? [{ column: measureColumn(index), measure }] : [],
  );
}

/** The column of a measure, by its position in the plan. */
export function measureColumn(index: number): string {
  return `measure_${index}`;
}

/** The column of a dimension, by its position in the plan. */
export function valueColumn(index: number): string {
  return `value_${index}`;
}

/** The column of the name beside it. */
export function nameColumn(index: number): string {
  return `name_${index}`;
}

/** What rows are told apart by: the key of their interval, and the values of their dimensions. */
export function groupColumns({ dimensions }: SummaryPlan): string[] {
  return ['key', ...dimensions.map((_, index) => valueColumn(index))];
}

/** The key of the interval in which an instant lies that is inside {@link SummarySubject.rows}. */
export function keySql({ plan: { calendar }, rows }: SummarySubject, epochMs: string): string {
  return calendar === null ? '0' : intervalKeySql(calendar, rows, epochMs);
}

function isOfKind<Kind extends Measure['kind']>(
  measure: Measure,
  kinds: readonly Kind[],
): measure is Extract<Measure, { kind: Kind }> {
  return kinds.some((kind) => kind === measure.kind);
}
