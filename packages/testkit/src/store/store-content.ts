import type { Call, CallQuery, LedgerEntry, Store, StoredRejectedRow } from '@cdr/core';

/** Everything that a store tells of its data. */
export interface StoreContent {
  count: number;
  calls: Call[];
  coverage: LedgerEntry[];
  /** Without ids, which are the store's own; sorted by time, then by what is in them. */
  rejected: Omit<StoredRejectedRow, 'id'>[];
}

/** Reads a listing to its end. */
export async function listAll(store: Store, query?: CallQuery): Promise<Call[]> {
  const calls: Call[] = [];
  for await (const batch of store.read(query)) calls.push(...batch);
  return calls;
}

/** Reads all rejected rows, in the order of the store. */
export async function listRejected(store: Store, source?: string): Promise<StoredRejectedRow[]> {
  const rows: StoredRejectedRow[] = [];
  for await (const page of store.rejected(source)) rows.push(...page);
  return rows;
}

/** Rejected rows in an order that doesn't depend on the store. */
export function sortRejected(rows: readonly StoredRejectedRow[]): StoredRejectedRow[] {
  const keyOf = ({ rejectedAt, source, stream, raw }: StoredRejectedRow) =>
    JSON.stringify([rejectedAt, source, stream, raw]);
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export async function contentOf(store: Store): Promise<StoreContent> {
  return {
    count: await store.count(),
    calls: await listAll(store, { raw: true }),
    coverage: await store.coverage(),
    rejected: sortRejected(await listRejected(store)).map(({ id: _id, ...row }) => row),
  };
}
