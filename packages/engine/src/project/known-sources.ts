import { ConfigError, type Store } from '@cdr/core';
import { nearestName } from '../config/nearest-name.ts';
import type { Project } from './project.ts';

/** The sources of the config and those that the store alone still knows. */
export async function knownSources(
  { loaded }: Pick<Project, 'loaded'>,
  store: Pick<Store, 'coverage'>,
): Promise<string[]> {
  const ledger = await store.coverage();
  const stored = ledger.map(({ source }) => source);
  return [...new Set([...Object.keys(loaded.config.sources), ...stored])];
}

/** Throws `ConfigError` for a name that is none of the known ones. */
export function assertKnown(names: readonly string[], known: readonly string[]): void {
  for (const name of names) {
    if (known.includes(name)) continue;
    const nearest = nearestName(name, known);
    const all = known.length === 0 ? 'There are none' : `There are ${known.join(', ')}`;
    throw new ConfigError({
      what: `There is no source "${name}"`,
      todo: nearest === null ? all : `Did you mean "${nearest}"?`,
    });
  }
}
