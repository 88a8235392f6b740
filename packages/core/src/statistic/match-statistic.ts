import { toEpochMs } from '../time/instant.ts';
import type { Statistic } from './statistic.ts';
import type { StatisticFilter } from './statistic-query.ts';

/** Whether a statistic is one that the filter means. */
export function matchesStatistic(statistic: Statistic, filter: StatisticFilter): boolean {
  const { agent, extension, interval } = statistic;
  const from = toEpochMs(interval.from);
  return (
    from >= (filter.from ?? Number.NEGATIVE_INFINITY) &&
    from < (filter.to ?? Number.POSITIVE_INFINITY) &&
    isOneOf(filter.source, [statistic.source]) &&
    isOneOf(filter.stream, [statistic.stream]) &&
    isOneOf(filter.unit, [interval.unit]) &&
    isOneOf(filter.extension, [extension.id, extension.number]) &&
    (isOneOf(filter.agent, [agent.id]) ||
      isOneOf(lowerCased(filter.agent), [agent.name?.toLowerCase() ?? null]))
  );
}

function isOneOf(wanted: readonly string[] | undefined, own: readonly (string | null)[]): boolean {
  return wanted === undefined || own.some((value) => value !== null && wanted.includes(value));
}

function lowerCased(names: readonly string[] | undefined): readonly string[] | undefined {
  return names?.map((name) => name.toLowerCase());
}
