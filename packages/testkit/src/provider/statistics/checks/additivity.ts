import { createCalendar, type IntervalUnit, type Statistic, toEpochMs, toInstant } from '@cdr/core';
import { listStatistics } from '../../../store/store-content.ts';
import { smallUniverse } from '../../bound.ts';
import { type Check, checkGroup } from '../../check.ts';
import { demand } from '../../conformance-error.ts';
import type { StatisticsLab } from '../statistics-lab.ts';
import { stageAround } from '../statistics-stage.ts';
import { expectSameSums, type Sums, storedSums } from '../sums.ts';

/** What each unit is made of, whole. */
const partOf: Partial<Record<IntervalUnit, readonly IntervalUnit[]>> = {
  day: ['hour'],
  week: ['day', 'hour'],
  month: ['day', 'hour'],
};

/** What a vendor tells by shorter intervals comes to what it tells by longer ones. */
export function additivityChecks(lab: StatisticsLab, others: readonly StatisticsLab[]): Check[] {
  const parts = partOf[lab.stream.interval] ?? [];
  const finer = parts.flatMap(
    (unit) => others.find(({ stream }) => stream.interval === unit) ?? [],
  );
  const [first] = finer;
  if (first === undefined) return [];
  return checkGroup('additivity', {
    [`tells what the intervals of "${first.stream.id}" add up to`]: async () => {
      const events = [Date.UTC(2025, 0), Date.UTC(2024, 9, 27)];
      for (const event of events) await expectSum(lab, first, lab.zone.firstAt(event));
    },
  });
}

async function expectSum(lab: StatisticsLab, finer: StatisticsLab, event: number): Promise<void> {
  const { now, calls } = stageAround(lab, event);
  const asked = { from: lab.calendar.at(event - 1).from, to: lab.calendar.at(event).to };
  // Vendors whose names tell no more than days are asked day by day.
  const days = [...createCalendar('day', lab.zone).within(asked)].length;
  const bound = { requests: smallUniverse.requests + days };
  const sumsBy = async (own: StatisticsLab): Promise<Sums> => {
    const trial = own.openTrial({ now, calls, bound });
    const { status, report } = await trial.sync(asked);
    demand(status === 'complete', `the run is ${status}: ${report.errors.join('; ')}`);
    return wholeSums(lab, await listStatistics(trial.store));
  };
  expectSameSums(await sumsBy(finer), await sumsBy(lab));
}

/** Statistics of whatever intervals, added up by those of the lab. */
function wholeSums({ stream, calendar }: StatisticsLab, statistics: readonly Statistic[]): Sums {
  const sums: Sums = new Map();
  for (const statistic of statistics) {
    const { from } = calendar.at(toEpochMs(statistic.interval.from));
    const interval = { ...statistic.interval, from: toInstant(from) };
    for (const [about, values] of storedSums([{ ...statistic, interval }], stream)) {
      const own = sums.get(about) ?? {};
      for (const name of stream.values) own[name] = (own[name] ?? 0) + (values[name] ?? 0);
      sums.set(about, own);
    }
  }
  return sums;
}
