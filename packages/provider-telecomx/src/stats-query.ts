import type { EpochMs, Window } from '@cdr/core';
import {
  groupingIntervals,
  type StatsField,
  statsDirections,
  statsFields,
  statsFormats,
} from './api.ts';
import { type BoundReadings, readDateRange } from './date-range.ts';
import { countOf, isTrue, type Parameters, textOf } from './parameters.ts';

/** A query of the statistics, understood. */
export interface StatsQuery {
  window: Window;
  /** Ids of those who are meant; `null` for all. */
  employees: readonly string[] | null;
  /** Calls shorter than this don't count. */
  ignoreBelowMs: number;
  ignoreLocal: boolean;
  direction: (typeof statsDirections)[number];
  groupingInterval: (typeof groupingIntervals)[number];
  fields: readonly StatsField[];
  sort: SortField | null;
  format: (typeof statsFormats)[number];
}

/** What rows can be sorted by. */
type SortField = (typeof sortFields)[number];

/** What a query means depends on, besides its parameters. */
export interface StatsQueryContext {
  /** Today on the vendor's wall. */
  today: Window;
  readings: BoundReadings;
}

const sortFields = ['employeeName', 'extensionNumber'] as const;

/** Reads the documented parameters; gives the name of the first that can't be read instead. */
export function readStatsQuery(
  parameters: Parameters,
  { today, readings }: StatsQueryContext,
): StatsQuery | string {
  const format = oneOf(statsFormats, textOf(parameters, 'format') ?? 'JSON');
  if (format === null) return 'format';
  const lastInstant = (): EpochMs => today.to - 1;
  const window = readDateRange(parameters, { from: today.from, to: lastInstant }, readings);
  if (window === null) return 'from';
  const grouping = oneOf(groupingIntervals, textOf(parameters, 'groupingInterval') ?? 'DAY');
  if (grouping === null) return 'groupingInterval';
  const direction = oneOf(statsDirections, textOf(parameters, 'direction') ?? 'BOTH');
  if (direction === null) return 'direction';
  const ignoreBelow = countOf(parameters, 'ignoreBelow', 0);
  if (ignoreBelow === null) return 'ignoreBelow';
  const fields = readFields(parameters.fields);
  if (fields === null) return 'fields';
  const sortText = textOf(parameters, 'sort');
  const sort = sortText === null ? null : oneOf(sortFields, sortText);
  if (sortText !== null && (sort === null || !fields.includes(sort))) return 'sort';
  return {
    window,
    employees: readEmployees(parameters),
    ignoreBelowMs: ignoreBelow * 1000,
    ignoreLocal: isTrue(parameters, 'ignoreLocal'),
    direction,
    groupingInterval: grouping,
    fields,
    sort,
    format,
  };
}

/** A list of names, or a text with commas between them: the documents have it both ways. */
function readFields(given: unknown): StatsField[] | null {
  const names = namesIn(given);
  if (names.length === 0) return [...statsFields];
  const known = names.map((name) => oneOf(statsFields, name));
  return known.includes(null) ? null : known.filter((field) => field !== null);
}

/** `employees` wins over `employee`. */
function readEmployees(parameters: Parameters): string[] | null {
  const list = namesIn(parameters.employees);
  if (list.length > 0) return list;
  const one = textOf(parameters, 'employee');
  return one === null ? null : [one];
}

/** A list of texts, or one text with commas. */
function namesIn(given: unknown): string[] {
  const list = typeof given === 'string' ? given.split(',') : Array.isArray(given) ? given : [];
  return list.map((name) => String(name).trim()).filter((name) => name !== '');
}

function oneOf<const T extends string>(known: readonly T[], text: string): T | null {
  return known.find((word) => word === text) ?? null;
}
