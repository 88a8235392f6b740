import type { Zone } from '@cdr/core';
import { countLeading } from '../source/ordered-calls.ts';
import { type LocalDay, quartersOf, wallQuarterAt } from './local-days.ts';
import type { Random } from './random.ts';
import { runningSums } from './spread.ts';
import type { Week } from './week.ts';

/** The part of a day's calls that goes into its folded hour, where wall times name two instants. */
const foldShare = 0.05;

/** What a day's calls are laid out by. */
export interface DayPlanInput {
  zone: Zone;
  week: Week;
  random: Random;
}

/** How many calls the day gets, in proportion to others. */
export function dayWeight(day: LocalDay, { zone, week }: DayPlanInput): number {
  return quarterWeights(day, zone, week).reduce((sum, weight) => sum + weight, 0);
}

/** Draws for each of so many calls the quarter of the day in which it starts; gives their numbers. */
export function drawQuarters(
  day: LocalDay & { count: number },
  { zone, week, random }: DayPlanInput,
): number[] {
  const weights = runningSums(quarterWeights(day, zone, week));
  const total = weights.at(-1) ?? 0;
  const folded = quartersOf(day).flatMap(({ from }, index) => (zone.foldAt(from) ? [index] : []));
  const inFold =
    folded.length === 0 ? 0 : Math.min(day.count, 2 + Math.ceil(day.count * foldShare));
  const counts = Array.from({ length: weights.length - 1 }, () => 0);
  for (let call = 0; call < day.count; call += 1) {
    const drawn = random.next();
    const quarter =
      call < inFold
        ? folded[foldedIndex(folded.length, call, drawn)]
        : countLeading(counts.length - 1, (index) => (weights[index + 1] ?? 0) <= drawn * total);
    counts[quarter ?? 0] = (counts[quarter ?? 0] ?? 0) + 1;
  }
  return counts;
}

function quarterWeights(day: LocalDay, zone: Zone, week: Week): number[] {
  const quarters = quartersOf(day);
  return quarters.map(({ from, to }) => week.weightAt(wallQuarterAt(from, zone)) * (to - from));
}

/** Takes the first and the second pass of the folded hour by turns. */
function foldedIndex(length: number, call: number, drawn: number): number {
  const half = Math.floor(length / 2);
  return call % 2 === 0 ? Math.floor(drawn * half) : half + Math.floor(drawn * (length - half));
}
