import { ConfigError, type Store } from '@cdr/core';
import { providerOf } from './basis.ts';
import type { Source } from './source.ts';

/**
 * Refuses a source whose data were read through another provider. A source is one account: the calls of
 * a second vendor would stand beside those of the first, told apart by nothing, and some of them twice.
 * Throws `ConfigError`.
 */
export async function assertSameProvider(
  store: Pick<Store, 'coverage'>,
  { name, provider }: Source,
): Promise<void> {
  const { id } = provider.manifest;
  for (const { basis } of await store.coverage(name)) {
    const before = basis === undefined ? null : providerOf(basis);
    if (before === null || before === id) continue;
    throw new ConfigError({
      what: `What is stored as source "${name}" was read through the provider "${before}", and config names "${id}"`,
      where: `sources.${name}.provider`,
      todo: `Give the account at ${provider.manifest.name} a name of its own under "sources"; what is stored stays, and goes on under its name`,
    });
  }
}
