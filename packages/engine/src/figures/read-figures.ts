import {
  compareRows,
  dimensionNames,
  type FlatRow,
  flattenRow,
  type Origin,
  type StatisticsRow,
  type Store,
  type SummaryQuery,
  type SummaryRow,
} from '@cdr/core';
import type { FigureNote } from './figure-note.ts';
import { otherIds } from './other-ids.ts';
import type { FigurePlan } from './plan-figures.ts';
import { vendorRows } from './vendor-rows.ts';

/** Figures, told apart by `origin`, and what is to be said of them. */
export interface Figures {
  rows: FlatRow[];
  notes: FigureNote[];
}

/**
 * Figures of stored calls, and the sums of vendors beside them, as far as the origin is meant. The two
 * are never added up.
 */
export async function readFigures(
  store: Pick<Store, 'summarize' | 'readStatistics'>,
  { query, notes }: FigurePlan,
  origin: Origin | 'both' = 'both',
): Promise<Figures> {
  const nothing = { rows: [], notes: [] };
  const vendor = origin === 'computed' ? nothing : await vendorRows(store, query);
  const computed = origin === 'vendor' ? [] : await store.summarize(query);
  return {
    rows: toFlatRows(query, computed, vendor.rows),
    notes: [
      ...(origin === 'vendor' ? [] : notes),
      ...vendor.notes,
      ...otherIds(computed, vendor.rows),
    ],
  };
}

/** Both kinds of rows in one order. */
function toFlatRows(
  { top }: SummaryQuery,
  computed: readonly SummaryRow[],
  vendor: readonly StatisticsRow[],
): FlatRow[] {
  const plain = '{}';
  const tellsParameters = vendor.some(({ parameters }) => parameters !== plain);
  const labelsOf = (origin: Origin, parameters: string | null) =>
    tellsParameters ? { origin, parameters } : { origin };
  const ofCalls = labelsOf('computed', null);
  const tagged = [
    ...computed.map((row) => ({ row, labels: ofCalls })),
    ...vendor.map((row) => ({ row, labels: labelsOf('vendor', row.parameters) })),
  ];
  const [first] = tagged;
  const dimensions = dimensionNames.filter((name) => first?.row.dimensions[name] !== undefined);
  const compare = compareRows({ dimensions, top: top ?? null });
  return tagged
    .sort((a, b) => compare(a.row, b.row))
    .map(({ row, labels }) => flattenRow({ ...row, labels }));
}
