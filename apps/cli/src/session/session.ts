import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Clock, Store } from '@cdr/core';
import { configSchema, openProject, type Project } from '@cdr/engine';
import { createMemoryStore, openDuckDbStore } from '@cdr/store';
import type { GlobalOptions } from '../commands/command-context.ts';
import { createRemoteStore } from '../remote/remote-store.ts';
import { findServer, type RunningServer, storeIsServed } from '../remote/running-server.ts';
import type { CliIo } from '../terminal/cli-io.ts';
import { clockOf } from '../terminal/clock.ts';

/** What the commands that work on a config share. */
export interface Session extends Project {
  io: CliIo;
  clock: Clock;
  /**
   * Opens the store for the time of one piece of work, making it when it isn't there; where a server has
   * it, that one is asked.
   */
  withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
  /**
   * The same, where the work would ask vendors first and store then what they tell. Throws
   * `StoreBusyError` when a server has the store.
   */
  withOwnStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
  /** The server that has the store; `null` when none does. */
  server(): Promise<RunningServer | null>;
  /** The same for work that only reads: a store that isn't there is an empty one, and isn't made. */
  withStoreToRead<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
}

/** Where a server keeps its calls that was started without a config. */
const usualStore = configSchema.parse({ sources: {} }).store.path;

/** Loads the config, which a store in the working folder can do without; opens nothing yet. */
export async function openSession(
  io: CliIo,
  globals: GlobalOptions,
  clock: Clock = clockOf(io),
): Promise<Session> {
  const project = await openProject({
    cwd: io.cwd,
    env: io.env,
    clock,
    program: import.meta.dirname,
    isConfigOptional: existsSync(resolve(io.cwd, usualStore)),
    ...(globals.config === undefined ? {} : { file: globals.config }),
  });
  const { path } = project.loaded.config.store;
  const openOwn = () => openDuckDbStore({ path, now: () => clock.now() });
  const openStore = async () => {
    const server = await findServer(path);
    return server === null ? openOwn() : createRemoteStore(server);
  };
  const openUnserved = async () => {
    const server = await findServer(path);
    if (server !== null) throw storeIsServed(server, 'store calls in it');
    return openOwn();
  };

  return {
    ...project,
    io,
    clock,
    server: () => findServer(path),
    withStore: (work) => useStore(openStore(), work),
    withOwnStore: (work) => useStore(openUnserved(), work),
    withStoreToRead(work) {
      if (existsSync(path)) return useStore(openStore(), work);
      io.stderr.write(`cdr: there is no ${path} yet; cdr sync makes it\n`);
      return work(createMemoryStore());
    },
  };
}

async function useStore<Result>(
  opening: Promise<Store>,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await opening;
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
