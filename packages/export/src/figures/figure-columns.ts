import { dimensions, type FlatColumn, type FlatRow, isMetricName } from '@cdr/core';

/**
 * The columns of figures, by the keys of the first row: metrics, hours and weekdays are numbers, `intervalStart` and
 * `intervalEnd` instants, and everything else is text. The label of an interval is one that
 * spreadsheets are left to read.
 */
export function figureColumns(rows: readonly FlatRow[]): FlatColumn<FlatRow>[] {
  return Object.keys(rows[0] ?? {}).map((name) => ({
    name,
    type: typeOf(name),
    cellOf: (row) => row[name] ?? null,
  }));
}

/** Dimensions that are numbers. */
const counted: string[] = [dimensions['hour-of-day'].key, dimensions.weekday.key];

function typeOf(name: string): FlatColumn<FlatRow>['type'] {
  if (name === 'intervalStart' || name === 'intervalEnd') return 'instant';
  if (name === 'interval') return 'local-time';
  return isMetricName(name) || counted.includes(name) ? 'number' : 'text';
}
