import { type CallFilter, ConfigError, type Store } from '@cdr/core';
import { isLocal, readRange, type TimeOptions } from '../arguments/read-time.ts';
import type { CallSelection } from './call-selection.ts';
import { knownSources } from './known-sources.ts';
import type { Session } from './session.ts';

/**
 * Joins a filter with a range of time. A local range without a zone means each source's own clocks;
 * sources that share a zone share a filter. Throws `ConfigError` for sources that nobody knows.
 */
export async function selectCalls(
  session: Session,
  store: Store,
  { filter, times }: { filter: CallFilter; times: TimeOptions },
): Promise<CallSelection> {
  const configured = Object.keys(session.loaded.config.sources);
  const known = await knownSources(session, store, filter.source ?? []);
  if (times.timeZone !== undefined || !isLocal(times)) {
    return { filters: [{ ...filter, ...readRange(times, times.timeZone ?? 'UTC') }] };
  }
  const byZone = new Map<string, string[]>();
  for (const name of filter.source ?? known) {
    if (!configured.includes(name)) {
      throw new ConfigError({
        what: `Source "${name}" is in the store and not in the config: its time zone is unknown`,
        todo: 'Say which zone is meant with --time-zone',
      });
    }
    const zone = await session.timeZoneOf(name);
    byZone.set(zone, [...(byZone.get(zone) ?? []), name]);
  }
  const filters = [...byZone].map(([zone, source]) => ({
    ...filter,
    source,
    ...readRange(times, zone),
  }));
  return { filters };
}
