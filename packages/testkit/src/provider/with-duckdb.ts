import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@cdr/core';
import { openDuckDbStore } from '@cdr/store';

/** Works with a store in a file of its own, which is gone afterwards. */
export async function withDuckDb(work: (store: Store) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cdr-testkit-'));
  const store = await openDuckDbStore({ path: join(folder, 'cdr.duckdb'), now: () => 0 });
  try {
    await work(store);
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}
