import { existsSync } from 'node:fs';
import { type Clock, ConfigError, type Manifest, type Store } from '@cdr/core';
import {
  type LoadedConfig,
  loadConfig,
  loadProvider,
  nearestName,
  openSource,
  type Source,
  type SourceConfig,
} from '@cdr/engine';
import { createMemoryStore, openDuckDbStore } from '@cdr/store';
import type { GlobalOptions } from '../commands/command-context.ts';
import type { CliIo } from '../terminal/cli-io.ts';
import { clockOf } from '../terminal/clock.ts';
import { providerLookup } from './provider-lookup.ts';

/** What the commands that work on a config share. */
export interface Session {
  io: CliIo;
  clock: Clock;
  loaded: LoadedConfig;
  /** Opens these sources, or all when none is named, in the config's order. Throws `ConfigError`. */
  openSources(names: readonly string[]): Promise<Source[]>;
  /** The zone in which local times mean this source. */
  timeZoneOf(name: string): Promise<string>;
  /** What the provider of this source says of its vendor. */
  manifestOf(name: string): Promise<Manifest>;
  /** Opens the store for the time of one piece of work, making it when it isn't there. */
  withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
  /** The same for work that only reads: a store that isn't there is an empty one, and isn't made. */
  withStoreToRead<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
}

/** Loads the config; opens nothing yet. */
export async function openSession(
  io: CliIo,
  globals: GlobalOptions,
  clock: Clock = clockOf(io),
): Promise<Session> {
  const loaded = await loadConfig({
    cwd: io.cwd,
    env: io.env,
    ...(globals.config === undefined ? {} : { file: globals.config }),
  });
  const runtime = { fetch: (request: Request) => fetch(request), clock, random: Math.random };
  const lookup = providerLookup(io, loaded.dir);
  const { path } = loaded.config.store;
  const openStore = () => openDuckDbStore({ path, now: () => clock.now() });

  async function open(name: string): Promise<Source> {
    const config = sourceConfigOf(loaded, name);
    const { provider } = await loadProvider(config.provider, lookup);
    return openSource({ name, config, provider, runtime });
  }

  return {
    io,
    clock,
    loaded,
    openSources(names) {
      const all = Object.keys(loaded.config.sources);
      for (const name of names) sourceConfigOf(loaded, name);
      const wanted = names.length === 0 ? all : all.filter((name) => names.includes(name));
      if (wanted.length === 0) {
        throw new ConfigError({ what: 'The config has no sources', where: loaded.path });
      }
      return Promise.all(wanted.map(open));
    },
    async timeZoneOf(name) {
      const config = sourceConfigOf(loaded, name);
      if (config.timeZone !== undefined) return config.timeZone;
      const { provider } = await loadProvider(config.provider, lookup);
      return provider.manifest.timeZone;
    },
    async manifestOf(name) {
      const { provider } = await loadProvider(sourceConfigOf(loaded, name).provider, lookup);
      return provider.manifest;
    },
    withStore: (work) => useStore(openStore(), work),
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

function sourceConfigOf({ config, path }: LoadedConfig, name: string): SourceConfig {
  const found = Object.hasOwn(config.sources, name) ? config.sources[name] : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(config.sources);
  const nearest = nearestName(name, known);
  throw new ConfigError({
    what: `There is no source "${name}"`,
    where: path,
    todo: nearest === null ? `It has ${known.join(', ') || 'none'}` : `Did you mean "${nearest}"?`,
  });
}
