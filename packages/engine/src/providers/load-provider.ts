import type { Provider } from '@cdr/core';
import { assertProvider } from './assert-provider.ts';
import { importModule } from './import-provider-module.ts';
import { locateProvider, type ProviderLookup } from './locate-provider.ts';

/** A provider and the package that it came from. */
export interface LoadedProvider {
  provider: Provider;
  /** The package's name; the path for a file outside any package. */
  package: string;
  /** `null` for such a file. */
  version: string | null;
}

/**
 * Loads the provider that config names: `thulium` (the package `@cdr/provider-thulium`, else
 * `cdr-provider-thulium`), a package's full name, or a path from the first folder of the look-up.
 * Throws `ConfigError` when it is missing, is no provider, or speaks another version of the contract.
 */
export async function loadProvider(name: string, lookup: ProviderLookup): Promise<LoadedProvider> {
  const location = await locateProvider(name, '.', lookup);
  const module = await importModule(
    location,
    'used: its entry is missing; if it is built here, build it',
  );
  const provider = 'default' in module ? module.default : undefined;
  assertProvider(provider, location);
  return { provider, package: location.package, version: location.version };
}
