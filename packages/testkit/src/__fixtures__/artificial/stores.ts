import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore, openDuckDbStore } from '@cdr/store';
import type { OpenStore } from '../../store/store-subject.ts';

/** The stores on which the engine is tried. */
export const stores: [name: string, openStore: OpenStore][] = [
  [
    'memory',
    async () => {
      const store = createMemoryStore(() => 0);
      return { store, cleanup: () => store.close() };
    },
  ],
  [
    'DuckDB',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'cdr-engine-'));
      const store = await openDuckDbStore({ path: join(folder, 'cdr.duckdb'), now: () => 0 });
      return {
        store,
        async cleanup() {
          await store.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  ],
];
