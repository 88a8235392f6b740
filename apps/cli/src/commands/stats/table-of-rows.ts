import {
  type Dimension,
  dimensionNames,
  dimensions,
  type FlatRow,
  figureText,
  isMetricName,
  metrics,
} from '@cdr/core';
import { printable } from '../../formats/display-width.ts';
import { renderTable, type TextColumn, type TextRow } from '../../formats/text-table.ts';
import { splitColumns } from './split-columns.ts';

/** For what isn't told. */
const nothing = '–';
const weekdays = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const hidden = ['intervalStart', 'intervalEnd'];

/** A column of the table, and what it shows of a row. */
interface StatsColumn extends TextColumn {
  textOf: (row: FlatRow) => string;
  /** Whether it says what a row is about; such columns stand in each part of a table in parts. */
  isKey: boolean;
}

/**
 * Rows for people: digits grouped, times as h:mm:ss, shares in per cent, names instead of ids. Where
 * figures come from is told when some are a vendor's. What doesn't fit the width stands below, in a
 * further table of the same rows.
 */
export function tableOfRows(rows: readonly FlatRow[], width: number): string {
  if (rows.length === 0) return '';
  const isComputed = rows.every(({ origin }) => origin === 'computed');
  const columns = columnsOf(rows).filter(({ title }) => title !== 'origin' || !isComputed);
  const cells = rows.map((row): TextRow => columns.map(({ textOf }) => textOf(row)));
  return splitColumns(columns, cells, width)
    .map((part) =>
      renderTable(
        part.map((index) => columns[index]).filter((column) => column !== undefined),
        cells.map((row) => part.map((index) => row[index] ?? '')),
        width,
      ),
    )
    .join('\n');
}

function columnsOf(rows: readonly FlatRow[]): StatsColumn[] {
  const keys = Object.keys(rows[0] ?? {});
  const nameKeys = dimensionNames.flatMap((name) => nameKeyOf(dimensions[name]) ?? []);
  return keys
    .filter((key) => !hidden.includes(key) && !nameKeys.includes(key))
    .map((key): StatsColumn => {
      if (isMetricName(key)) {
        return {
          title: metrics[key].title.toLowerCase(),
          align: 'right',
          isKey: false,
          textOf: ({ [key]: value = null }) =>
            (typeof value === 'string' ? null : figureText(key, value)) || nothing,
        };
      }
      const dimension = dimensionNames.find((name) => dimensions[name].key === key);
      return {
        title: (dimension ?? key).replaceAll('-', ' '),
        shrinkTo: 8,
        isKey: true,
        textOf:
          dimension === undefined
            ? ({ [key]: value }) => textOf(value)
            : namesOf(dimensions[dimension], rows),
      };
    });
}

/** Names where they are known; behind the id, where several have one name. */
function namesOf(dimension: Dimension, rows: readonly FlatRow[]): (row: FlatRow) => string {
  const { key } = dimension;
  if (dimension.of === 'weekday') return ({ [key]: day }) => weekdays[Number(day)] ?? textOf(day);
  if (dimension.of === 'hour') return ({ [key]: hour }) => `${String(hour).padStart(2, '0')}:00`;
  const nameKey = nameKeyOf(dimension);
  if (nameKey === null) return ({ [key]: value }) => textOf(value);
  const ids = new Map<FlatRow[string], Set<FlatRow[string] | undefined>>();
  for (const { [key]: id, [nameKey]: name = null } of rows) {
    ids.set(name, (ids.get(name) ?? new Set()).add(id));
  }
  return ({ [key]: id, [nameKey]: name }) => {
    if (name === null || name === undefined || name === '') return textOf(id);
    const isShared = (ids.get(name)?.size ?? 0) > 1 && id !== name;
    return isShared ? `${textOf(id)} ${textOf(name)}` : textOf(name);
  };
}

function nameKeyOf({ name }: Dimension): string | null {
  return name?.key ?? null;
}

function textOf(value: string | number | null | undefined): string {
  return value === null || value === undefined || value === '' ? nothing : printable(String(value));
}
