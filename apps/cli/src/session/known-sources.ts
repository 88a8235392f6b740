import { ConfigError, type Store } from '@cdr/core';
import { nearestName } from '@cdr/engine';
import type { Session } from './session.ts';

/**
 * The sources of the config and those that the store alone still knows. Throws `ConfigError` for a
 * name in `asked` that is neither.
 */
export async function knownSources(
  session: Session,
  store: Store,
  asked: readonly string[],
): Promise<string[]> {
  const ledger = await store.coverage();
  const known = [
    ...new Set([
      ...Object.keys(session.loaded.config.sources),
      ...ledger.map((entry) => entry.source),
    ]),
  ];
  for (const name of asked) {
    if (known.includes(name)) continue;
    const nearest = nearestName(name, known);
    throw new ConfigError({
      what: `There is no source "${name}"`,
      todo: nearest === null ? `There are ${known.join(', ')}` : `Did you mean "${nearest}"?`,
    });
  }
  return known;
}
