import { type StatsField, subjectFields, valueFields } from './api.ts';
import type { EmployeeStats } from './compute-stats.ts';

/** The statistics as JSON: an array of rows, each with its intervals under `data`. */
export function writeStatsJson(
  rows: readonly EmployeeStats[],
  fields: readonly StatsField[],
): string {
  const values = valueFields.filter((field) => fields.includes(field));
  return JSON.stringify(
    rows.map(({ data, ...subject }) => ({
      ...Object.fromEntries(
        subjectFields
          .filter((field) => fields.includes(field))
          .map((field) => [field, subject[field]]),
      ),
      data: Object.fromEntries(
        [...data].map(([key, own]) => [
          key,
          Object.fromEntries(values.map((field) => [field, own[field]])),
        ]),
      ),
    })),
  );
}

/**
 * The statistics as a table, one row an interval. Which columns the vendor's have isn't documented:
 * these are the fields in the order asked for, with the interval behind what the row is about.
 */
export function toStatsTable(
  rows: readonly EmployeeStats[],
  fields: readonly StatsField[],
): (string | number | null)[][] {
  const subjects = subjectFields.filter((field) => fields.includes(field));
  const values = valueFields.filter((field) => fields.includes(field));
  return [
    [...subjects, 'interval', ...values],
    ...rows.flatMap((row) =>
      [...row.data].map(([key, own]) => [
        ...subjects.map((field) => row[field]),
        key,
        ...values.map((field) => own[field]),
      ]),
    ),
  ];
}
