import { type Store, StoreError, toEpochMs } from '@cdr/core';
import type { Source } from '../source/source.ts';
import type { ReplayMapper, ReplayRow } from './replay-mapper.ts';

/**
 * The stored calls of a source that start at the same instants as these rows. Throws `StoreError`
 * when their vendor rows weren't kept, without which they can't be numbered.
 */
export async function storedNeighbours(
  store: Store,
  { name }: Source,
  mapper: ReplayMapper,
  rows: readonly ReplayRow[],
): Promise<ReplayRow[]> {
  const neighbours: ReplayRow[] = [];
  for (const from of new Set(rows.map(({ startedAt }) => startedAt))) {
    const filter = { source: [name], from, to: from + 1 };
    for await (const calls of store.read({ filter, raw: true })) {
      for (const { raw, startedAt } of calls) {
        const outcome = raw === undefined || raw === null ? null : mapper.map(JSON.stringify(raw));
        if (outcome === null || 'reason' in outcome || outcome.startedAt !== toEpochMs(startedAt)) {
          throw new StoreError({
            what: `Calls of ${startedAt} can't be numbered again, since their vendor rows are gone`,
            where: name,
            todo: 'Sync that range again instead of replaying it',
          });
        }
        neighbours.push(outcome);
      }
    }
  }
  return neighbours;
}
