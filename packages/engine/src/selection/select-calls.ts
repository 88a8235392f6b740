import { type CallFilter, ConfigError } from '@cdr/core';
import { assertKnown } from '../project/known-sources.ts';
import type { Project } from '../project/project.ts';
import type { CallSelection } from './call-selection.ts';
import { isLocal, readRange, type TimeOptions } from './read-range.ts';

/** What is asked for, and of which sources. */
export interface SelectionInput {
  filter: CallFilter;
  times: TimeOptions;
  /** The sources that there are; the filter names none but these. */
  known: readonly string[];
}

/**
 * Joins a filter with a range of time. A local range without a zone means each source's own clocks;
 * sources that share a zone share a filter. Throws `ConfigError` for a range that is none, and for a
 * source that is unknown, or whose clocks are.
 */
export async function selectCalls(
  project: Pick<Project, 'loaded' | 'timeZoneOf'>,
  { filter, times, known }: SelectionInput,
): Promise<CallSelection> {
  assertKnown(filter.source ?? [], known);
  if (times.timeZone !== undefined || !isLocal(times)) {
    return { filters: [{ ...filter, ...readRange(times, times.timeZone ?? 'UTC') }] };
  }
  const byZone = new Map<string, string[]>();
  for (const name of filter.source ?? known) {
    if (!Object.hasOwn(project.loaded.config.sources, name)) {
      throw new ConfigError({
        what: `Source "${name}" is in the store and not in the config: its time zone is unknown`,
        todo: 'Say which time zone is meant',
      });
    }
    const zone = await project.timeZoneOf(name);
    byZone.set(zone, [...(byZone.get(zone) ?? []), name]);
  }
  const filters = [...byZone].map(([zone, source]) => ({
    ...filter,
    source,
    ...readRange(times, zone),
  }));
  return { filters };
}
