import { ConfigError, type VendorApiModule } from '@cdr/core';
import { importModule } from './import-provider-module.ts';
import { locateProvider, type ProviderLookup } from './locate-provider.ts';

/**
 * Loads the vendor's own API as the provider package speaks it (its `./vendor-api`). Names as for
 * `loadProvider`. Throws `ConfigError` when the provider is missing or can't be served.
 */
export async function loadVendorApi(
  name: string,
  lookup: ProviderLookup,
): Promise<VendorApiModule> {
  const location = await locateProvider(name, './vendor-api', lookup);
  const module = await importModule(
    location,
    'served: it does not speak its vendor\'s API ("./vendor-api")',
  );
  if (isVendorApiModule(module)) return module;
  throw new ConfigError({
    what: `${location.package}/vendor-api must export createVendorApi and describeVendorApi`,
  });
}

function isVendorApiModule(module: object): module is VendorApiModule {
  return ['createVendorApi', 'describeVendorApi'].every(
    (name) => typeof Reflect.get(module, name) === 'function',
  );
}
