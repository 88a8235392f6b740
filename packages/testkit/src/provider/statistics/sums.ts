import {
  type Call,
  createSummary,
  type Statistic,
  type StatisticsStream,
  type StatisticValues,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import { team } from '../../universe/create-team-calls.ts';
import { demand } from '../conformance-error.ts';

/** The values of a stream's statistics, by what each is about. */
export type Sums = Map<string, Values>;

type Values = Partial<StatisticValues>;
type Subject = string | number | null | undefined;

/** What the calls come to, summed up by nobody's vendor. */
export function sumsOf(
  calls: readonly Call[],
  { interval, values }: StatisticsStream,
  timeZone: string,
): Sums {
  const by = ['agent', 'extension'] as const;
  const summary = createSummary({ metrics: values, by, interval, timeZone });
  for (const call of calls) summary.add(call);
  const rows = summary.rows().map(({ interval: own, dimensions, metrics }): [string, Values] => {
    const about = describe(dimensions.agent, dimensions.extension, own?.from ?? 0);
    return [about, pick(values, (name) => metrics[name] ?? 0)];
  });
  return new Map(rows);
}

/** The same of stored statistics. Throws `ConformanceError` when two are about the same. */
export function storedSums(
  statistics: readonly Statistic[],
  { values: names }: StatisticsStream,
): Sums {
  const sums: Sums = new Map();
  for (const { agent, extension, interval, values } of statistics) {
    const known = team.find(({ name }) => name === agent.name)?.id;
    const about = describe(agent.id ?? known, extension.number, toEpochMs(interval.from));
    demand(!sums.has(about), `there are two statistics of ${about}`);
    sums.set(
      about,
      pick(names, (name) => values[name]),
    );
  }
  return sums;
}

/** Demands that both hold the same; messages call the second one true. */
export function expectSameSums(told: Sums, truth: Sums): void {
  for (const [about, values] of truth) {
    const own = told.get(about);
    demand(own !== undefined, `missing: the statistic of ${about}`);
    for (const [name, value] of Object.entries(values)) {
      const stored = Object.entries(own).find(([other]) => other === name)?.[1];
      demand(stored === value, `${name} of ${about} is ${stored}, not ${value}`);
    }
  }
  for (const about of told.keys()) {
    demand(truth.has(about), `nothing is true of the statistic of ${about}`);
  }
}

function describe(agent: Subject, extension: Subject, from: number): string {
  return `agent ${agent}, extension ${extension}, from ${toInstant(from)}`;
}

function pick(
  names: StatisticsStream['values'],
  of: (name: keyof StatisticValues) => number | null,
): Values {
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}
