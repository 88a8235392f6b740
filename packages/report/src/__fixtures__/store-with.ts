import { type Call, createCallFields, type Store, toEpochMs } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';

/** What is told of a call; the rest is unknown. */
export type KnownCall = Partial<Omit<Call, 'source' | 'provider'>> & Pick<Call, 'startedAt'>;

/** A store in memory that holds these calls, of the source `warsaw`. */
export async function storeWith(calls: AsyncIterable<readonly KnownCall[]>): Promise<Store> {
  const store = createMemoryStore(() => 0);
  let count = 0;
  for await (const batch of calls) {
    const rows = batch.map(({ id, ...known }) => {
      count += 1;
      const call = createCallFields({
        timePrecision: 'second',
        timeZone: 'Europe/Warsaw',
        ...known,
      });
      return { id: id ?? `warsaw:${count}`, call, raw: null, hash: count };
    });
    await store.commit({
      ...{ source: 'warsaw', provider: 'acme', stream: 'calls', missing: 'keep' },
      window: { from: 0, to: toEpochMs('2100-01-01T00:00:00.000Z') },
      proof: null,
      rows,
      rejected: [],
    });
  }
  return store;
}
