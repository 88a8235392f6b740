import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore, openDuckDbStore } from '@cdr/store';
import type { OpenStore } from '../store/store-subject.ts';

/** Opens a store in memory. */
export const openMemory: OpenStore = async () => {
  const store = createMemoryStore(() => 0);
  return { store, cleanup: () => store.close() };
};

/** Opens a store in a file of its own. */
export const openDuckDb: OpenStore = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cdr-store-'));
  const open = () => openDuckDbStore({ path: join(folder, 'cdr.duckdb'), now: () => 0 });
  let store = await open();
  return {
    store,
    async reopen() {
      await store.close();
      store = await open();
      return store;
    },
    async cleanup() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
};
