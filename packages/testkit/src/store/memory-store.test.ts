import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore, openDuckDbStore } from '@cdr/store';
import { describeStore } from './describe-store.ts';

describeStore('memory', async () => {
  const store = createMemoryStore(() => 0);
  return { store, cleanup: () => store.close() };
});

describeStore('DuckDB', async () => {
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
});
