import type { VendorApiModule } from '@cdr/core';
import type { SourceConfig } from '../config/config-schema.ts';
import { loadVendorApi } from './load-vendor-api.ts';
import { locateProvider, type ProviderLookup } from './locate-provider.ts';

/** A vendor's API in which calls of a source are given out. */
export interface ServedApi {
  /** As config names the provider. */
  provider: string;
  module: VendorApiModule;
  /** The zone of its wall times; `null` for the vendor's usual one. */
  timeZone: string | null;
}

/**
 * Loads the APIs in which config says that a source is served: its own provider's, which may have
 * none, or those of `serveAs`. Times are in the source's zone in its own vendor's API, and as usual
 * in others. Throws `ConfigError` when a provider is missing, or one of `serveAs` can't be served.
 */
export async function loadServedApis(
  { provider, serveAs, timeZone }: Pick<SourceConfig, 'provider' | 'serveAs' | 'timeZone'>,
  lookup: ProviderLookup,
): Promise<ServedApi[]> {
  const own = await locateProvider(provider, './vendor-api', lookup);
  const names = serveAs ?? (own.url === null ? [] : [provider]);
  return Promise.all(
    names.map(async (name) => {
      const module = await loadVendorApi(name, lookup);
      const location = await locateProvider(name, './vendor-api', lookup);
      const isOwn = location.package === own.package;
      return { provider: name, module, timeZone: isOwn ? (timeZone ?? null) : null };
    }),
  );
}
