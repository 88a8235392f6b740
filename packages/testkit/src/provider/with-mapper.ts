import type { Provider, RowMapper } from '@cdr/core';

/** The provider with another mapping in the place of its own. */
export function withMapper(provider: Provider, wrap: (mapper: RowMapper) => RowMapper): Provider {
  return {
    ...provider,
    createMapper: (options, settings) => wrap(provider.createMapper(options, settings)),
  };
}
