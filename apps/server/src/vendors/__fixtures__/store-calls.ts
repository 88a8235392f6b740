import { type CallFields, type CallRow, createCallFields, type Store, toEpochMs } from '@cdr/core';

const everything = {
  from: toEpochMs('2010-01-01T00:00:00.000Z'),
  to: toEpochMs('2030-01-01T00:00:00.000Z'),
};

/** Puts calls of a source into the store, with the ids 1, 2 and so on where they have none. */
export async function storeCalls(
  store: Store,
  source: string,
  calls: readonly (Partial<CallFields> & Pick<CallFields, 'startedAt'>)[],
): Promise<void> {
  const rows = calls.map((fields, index): CallRow => {
    const vendorId = fields.vendorId ?? String(index + 1);
    const known = { timePrecision: 'second', timeZone: 'Europe/Warsaw' } as const;
    const call = createCallFields({ ...known, ...fields, vendorId });
    return { id: `${source}:${vendorId}`, call, raw: null, hash: index + 1 };
  });
  const owner = { source, stream: 'calls', provider: 'sample' };
  const reading = { ...owner, window: everything, proof: null, rows, rejected: [] };
  await store.commit({ ...reading, missing: 'keep' });
}
