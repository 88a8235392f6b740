import { ConfigError, type Manifest } from '@cdr/core';
import type { SourceConfig } from '../config/config-schema.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { nearestName } from '../config/nearest-name.ts';
import { loadProvider } from '../providers/load-provider.ts';
import { loadServedApis, type ServedApi } from '../providers/load-served-apis.ts';
import type { ProviderLookup } from '../providers/locate-provider.ts';
import { openSource } from '../source/open-source.ts';
import type { Runtime, Source } from '../source/source.ts';

/** A config at work: its sources, with the providers that they name. */
export interface Project {
  loaded: LoadedConfig;
  /**
   * Opens these sources, or all when none is named, in the config's order. `reach` decides how they
   * reach the network; default: as the project does. Throws `ConfigError`.
   */
  openSources(
    names: readonly string[],
    reach?: (fetch: Runtime['fetch']) => Runtime['fetch'],
  ): Promise<Source[]>;
  /** The zone in which local times mean this source. */
  timeZoneOf(name: string): Promise<string>;
  /** What the provider of this source says of its vendor. */
  manifestOf(name: string): Promise<Manifest>;
  /** In whose APIs this source is served; see `loadServedApis`. */
  servedApisOf(name: string): Promise<ServedApi[]>;
}

/** What a project is made of. */
export interface ProjectInput {
  loaded: LoadedConfig;
  lookup: ProviderLookup;
  runtime: Runtime;
}

/** Loads nothing yet: providers are found when they are asked for. */
export function createProject({ loaded, lookup, runtime }: ProjectInput): Project {
  async function open(name: string, fetch: Runtime['fetch']): Promise<Source> {
    const config = sourceConfigOf(loaded, name);
    const { provider } = await loadProvider(config.provider, lookup);
    return openSource({ name, config, provider, runtime: { ...runtime, fetch } });
  }

  return {
    loaded,
    openSources(names, reach = (fetch) => fetch) {
      const all = Object.keys(loaded.config.sources);
      for (const name of names) sourceConfigOf(loaded, name);
      const wanted = names.length === 0 ? all : all.filter((name) => names.includes(name));
      if (wanted.length === 0) {
        throw new ConfigError({ what: 'The config has no sources', where: loaded.path });
      }
      const fetch = reach(runtime.fetch);
      return Promise.all(wanted.map((name) => open(name, fetch)));
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
    servedApisOf: async (name) => loadServedApis(sourceConfigOf(loaded, name), lookup),
  };
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
