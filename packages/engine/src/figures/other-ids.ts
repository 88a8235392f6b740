import type { SummaryRow } from '@cdr/core';
import type { FigureNote } from './figure-note.ts';

/**
 * Sources whose sums know agents by other ids than their calls do: the same name stands beside two ids,
 * so that one person has rows of both.
 */
export function otherIds(
  computed: readonly SummaryRow[],
  vendor: readonly SummaryRow[],
): FigureNote[] {
  if (vendor.length === 0) return [];
  const idsOf = (rows: readonly SummaryRow[]) => {
    const ids = new Map<string, string>();
    for (const { dimensions, names } of rows) {
      const { agent, source } = dimensions;
      if (typeof agent !== 'string' || typeof source !== 'string') continue;
      if (typeof names.agent === 'string') ids.set(JSON.stringify([source, names.agent]), agent);
    }
    return ids;
  };
  const own = idsOf(computed);
  const others = [...idsOf(vendor)].filter(([key, id]) => own.has(key) && own.get(key) !== id);
  const sources = new Set(others.map(([key]): string => JSON.parse(key)[0]));
  return [...sources].map((source) => ({
    origin: 'vendor',
    metric: null,
    source,
    reason:
      'they know agents by other ids than calls do, so that people have rows of both; "people" in the config joins them',
  }));
}
