import { type CallFields, type CallRow, createCallFields, type Store, toEpochMs } from '@cdr/core';
import { sampleNow } from './test-server.ts';

/** The first moment of the sample calls. */
const sampleStart = '2024-03-01T08:00:00.000Z';

/** Puts calls of a source into the store, one a minute from {@link sampleStart} on; in another version, what was stored of them changes. */
export async function storeCalls(
  store: Store,
  source: string,
  calls: readonly Partial<CallFields>[],
  provider = 'thulium',
  version = 0,
): Promise<void> {
  const from = toEpochMs(sampleStart);
  const rows = calls.map((fields, index): CallRow => {
    const startedAt = new Date(from + index * 60_000).toISOString();
    const vendorId = String(index + 1);
    const known = { startedAt, timePrecision: 'second', timeZone: 'Europe/Warsaw' } as const;
    return {
      id: `${source}:${vendorId}`,
      call: createCallFields({ vendorId, ...known, ...fields }),
      raw: JSON.stringify({ id: vendorId, secret: 'of the vendor' }),
      hash: version * calls.length + index + 1,
    };
  });
  const window = { from, to: from + calls.length * 60_000 };
  // As a sync has read them, or they would be read again.
  const mapping = { provider, identityEpoch: 0, mapperVersion: 0 };
  const settings = { timeZone: 'Europe/Warsaw', country: 'PL', extensions: null };
  const basis = JSON.stringify({ ...mapping, ...settings });
  const readAt = toEpochMs(sampleNow);
  const proof = { state: 'sealed', readAt, vendorRows: rows.length, basis } as const;
  const owner = { source, stream: 'calls', provider };
  await store.commit({ ...owner, window, proof, rows, rejected: [], missing: 'keep' });
}
