import { boundRules, gapsIn, type LedgerEntry, renderBounds, type Window } from '@cdr/core';
import type { SliceReader } from '../sync/slice-reader.ts';
import type { ReadableStore } from './stored-rows.ts';

/**
 * The total that the vendor tells of a slice if it holds as many rows as the store; `null` where that
 * can't be said. A total counts what lies between the bounds of a request, which are rounded outward
 * and may be read in several ways: it is expected only where every reading of them holds the same
 * stored rows, and where all that they may hold is covered.
 */
export async function expectedTotal(
  store: ReadableStore,
  {
    reader: { source, stream, zone },
    ledger,
    owned,
  }: { reader: SliceReader; ledger: readonly LedgerEntry[]; owned: Window },
): Promise<number | null> {
  const { axis, from, to, margin } = stream.window;
  if (stream.paging.total !== 'exact' || axis !== 'start' || margin !== 'PT0S') return null;
  const rules = boundRules(stream);
  const bounds = renderBounds(owned, rules, zone);
  const most = {
    from: bounds.from.epochMs,
    to: bounds.to.epochMs + (to === 'exclusive' ? 0 : rules.granularityMs),
  };
  const least = {
    from: bounds.from.epochMs + (from === 'inclusive' ? 0 : rules.granularityMs),
    to: bounds.to.epochMs,
  };
  if (gapsIn(most, ledger).length > 0) return null;
  const total = await store.count({ source: [source], ...most });
  return total === (await store.count({ source: [source], ...least })) ? total : null;
}
