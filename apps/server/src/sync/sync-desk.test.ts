import type { Clock, Store } from '@cdr/core';
import {
  configSchema,
  createProject,
  machineClock,
  nodeConditions,
  parseConfigValue,
} from '@cdr/engine';
import { createMemoryStore } from '@cdr/store';
import { describe, expect, it } from 'vitest';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { createSyncDesk } from './sync-desk.ts';

/** A desk over a store that has two calls of the first of March, and whose source keeps a week. */
async function setUp(change: (store: Store) => Store = (store) => store) {
  let now = Date.parse('2024-03-08T12:00:00.000Z');
  const clock: Clock = { ...machineClock({ env: {}, warn: () => undefined }), now: () => now };
  const store = change(createMemoryStore(() => now));
  await storeCalls(store, 'warsaw', [{}, {}]);
  const options = { baseUrl: 'http://127.0.0.1:9', username: 'u', password: 'p' };
  const warsaw = { provider: 'thulium', keepFor: 'P7D', options };
  const project = createProject({
    loaded: {
      path: 'cdr.config.json',
      dir: import.meta.dirname,
      config: parseConfigValue(configSchema, { sources: { warsaw } }),
    },
    lookup: {
      from: [import.meta.dirname],
      conditions: nodeConditions(['--conditions=@cdr/source'], ''),
    },
    runtime: { fetch: (request) => fetch(request), clock, random: () => 0 },
  });
  const bugs: unknown[] = [];
  const desk = createSyncDesk({ project, store, clock, onBug: (error) => bugs.push(error) });
  const [source] = await project.openSources(['warsaw']);
  if (source === undefined) throw new Error('there is no source');
  return {
    ...{ desk, store, bugs },
    forgetOld: () => desk.forgetOld(source),
    nextDay: () => {
      now += 86_400_000;
    },
  };
}

describe('what is older than a source keeps it', () => {
  it('is deleted without a sync, and that is written down', async () => {
    const { store, bugs, forgetOld, nextDay } = await setUp();
    await forgetOld();
    expect(await store.count()).toBe(2);
    nextDay();
    await forgetOld();
    expect(await store.count()).toBe(0);
    const [last] = await store.audit({ limit: 9 });
    expect(last).toMatchObject({
      action: 'calls-expired',
      by: { via: 'server', keyId: null },
      detail: { source: 'warsaw', before: '2024-03-01T23:00:00.000Z' },
    });
    expect(bugs).toEqual([]);
  });

  it('waits for other work on what is stored', async () => {
    const { desk, store, forgetOld, nextDay } = await setUp();
    nextDay();
    const done = Promise.withResolvers<void>();
    const working = desk.exclusively(['warsaw'], async () => {
      await done.promise;
      return store.count();
    });
    const forgotten = forgetOld();
    done.resolve();
    expect(await working).toBe(2);
    await forgotten;
    expect(await store.count()).toBe(0);
  });

  it('is told of when it can’t be deleted, and the next time it is', async () => {
    const full = new Error('full');
    let isFull = true;
    const { bugs, store, forgetOld, nextDay } = await setUp((own) => ({
      ...own,
      deleteOld: (request) => (isFull ? Promise.reject(full) : own.deleteOld(request)),
    }));
    nextDay();
    await forgetOld();
    expect(bugs).toEqual([full]);
    isFull = false;
    await forgetOld();
    expect(await store.count()).toBe(0);
  });

  it('stays where it is once the server ends', async () => {
    const { bugs, desk, store, forgetOld, nextDay } = await setUp();
    nextDay();
    await desk.close();
    await forgetOld();
    expect(await store.count()).toBe(2);
    expect(bugs).toEqual([]);
  });
});
