import type { EpochMs, Window, Zone } from '@cdr/core';
import { countLeading } from '../source/ordered-calls.ts';
import { dayWeight, drawQuarters } from './day-plan.ts';
import {
  type LocalDay,
  localDaysOf,
  quarterIndex,
  quarterOf,
  type WallQuarter,
  wallQuarterAt,
} from './local-days.ts';
import { createRandom, mix } from './random.ts';
import { runningSums, spreadByWeight } from './spread.ts';
import type { Week } from './week.ts';

/** Above the number of quarters that any day has. */
const maxQuarters = 256;

/** A quarter of an hour of the range, and the positions that its calls have in the total order. */
export interface Slot extends Window {
  /** Names the slot within the range. */
  key: number;
  /** Names the slot in any range; differs from seed to seed. */
  salt: number;
  at: WallQuarter;
  /** `YYYY-MM-DD` on the wall. */
  date: string;
  /** Position of the slot's first call among all. */
  first: number;
  /** Position of the slot's first call among those of its day. */
  firstOfDay: number;
  count: number;
}

/** Where in a range how many calls start; says nothing of the calls themselves. */
export interface Layout {
  /** The most calls that one day has. */
  busiestDay: number;
  /** The slot that holds the call at the position, which must exist. */
  slotAtPosition(position: number): Slot;
  /** The slot that holds the instant, which must lie in the range. */
  slotAtInstant(epochMs: EpochMs): Slot;
  /** The slot of that name. */
  slotOfKey(key: number): Slot;
}

/** What a layout is made from. */
export interface LayoutInput {
  window: Window;
  zone: Zone;
  week: Week;
  calls: number;
  salt: number;
}

/**
 * Shares the calls out: to local days exactly by their weight, within a day to quarters of an hour
 * by chance. A day's quarters are drawn when first asked for, by seed and date alone.
 */
export function createLayout({ window, zone, week, calls, salt }: LayoutInput): Layout {
  const random = createRandom();
  const days = localDaysOf(window, zone);
  const counts = spreadByWeight(calls, days.map(moodyWeight));
  const firsts = runningSums(counts);
  const plans = new Map<number, Float64Array>();

  function moodyWeight(day: LocalDay): number {
    random.seed(mix(salt, 1), day.number);
    return random.logNormal(1000, 0.06) * dayWeight(day, { zone, week, random });
  }

  /** Running sums of the day's calls by quarter. */
  function planOf(index: number, day: LocalDay): Float64Array {
    let plan = plans.get(index);
    if (plan === undefined) {
      random.seed(mix(salt, 2), day.number);
      const count = counts[index] ?? 0;
      plan = runningSums(drawQuarters({ ...day, count }, { zone, week, random }));
      plans.set(index, plan);
    }
    return plan;
  }

  function slotOf(
    index: number,
    chooseQuarter: (plan: Float64Array, day: LocalDay) => number,
  ): Slot {
    const day = days[index];
    if (day === undefined) throw new RangeError('outside the range of the generated calls');
    const plan = planOf(index, day);
    const quarter = chooseQuarter(plan, day);
    const { from, to } = quarterOf(day, quarter);
    const firstOfDay = plan[quarter] ?? 0;
    return {
      key: index * maxQuarters + quarter,
      salt: mix(mix(salt, 3), mix(day.number, quarter)),
      from,
      to,
      at: wallQuarterAt(from, zone),
      date: day.date,
      first: (firsts[index] ?? 0) + firstOfDay,
      firstOfDay,
      count: (plan[quarter + 1] ?? 0) - firstOfDay,
    };
  }

  return {
    busiestDay: counts.reduce((most, count) => Math.max(most, count), 0),
    slotAtPosition(position) {
      const index = countLeading(days.length, (day) => (firsts[day + 1] ?? 0) <= position);
      return slotOf(index, (plan) =>
        countLeading(
          plan.length - 1,
          (at) => (firsts[index] ?? 0) + (plan[at + 1] ?? 0) <= position,
        ),
      );
    },
    slotAtInstant(epochMs) {
      const index = countLeading(days.length, (day) => (days[day]?.to ?? 0) <= epochMs);
      return slotOf(index, (_, day) => quarterIndex(day, epochMs));
    },
    slotOfKey: (key) => slotOf(Math.floor(key / maxQuarters), () => key % maxQuarters),
  };
}
