import type { CalendarInterval } from '../time/calendar.ts';
import type { Window } from '../window/window.ts';
import { conditionHolds } from './condition-holds.ts';
import { isSpan } from './measure.ts';
import { mostAtOnce, stretchOf, timeWithin } from './stretch-of.ts';
import type { SummaryPlan } from './summary-plan.ts';
import type { DimensionValue } from './summary-row.ts';
import { addToTally, createTally, mergeTally, type SeenCall, type Tally } from './tally.ts';

/** What was measured of the calls with one combination of values. */
export interface SummaryGroup {
  values: readonly DimensionValue[];
  /** By the start of the interval, then by the key of the measure; all time starts at 0. */
  tallies: Map<number, Map<string, Tally>>;
  /** By the key of the measure. They are cut into intervals once the range of rows is known. */
  stretches: Map<string, Window[]>;
}

/** What was measured of one group in one interval. */
export interface GroupInterval {
  interval: CalendarInterval | null;
  tallies: ReadonlyMap<string, Tally>;
  spans: ReadonlyMap<string, number>;
}

/** Measures a call that starts in the range. */
export function addStart(group: SummaryGroup, plan: SummaryPlan, seen: SeenCall): void {
  const key = plan.calendar === null ? 0 : plan.calendar.at(seen.startedAt).from;
  let own = group.tallies.get(key);
  if (own === undefined) {
    own = new Map();
    for (const [name, measure] of plan.measures) {
      if (!isSpan(measure)) own.set(name, createTally(measure));
    }
    group.tallies.set(key, own);
  }
  for (const tally of own.values()) addToTally(tally, seen);
}

/** Keeps the stretches of a call that have a part in the range; tells whether there are any. */
export function addStretches(group: SummaryGroup, plan: SummaryPlan, seen: SeenCall): boolean {
  let isAny = false;
  for (const [name, measure] of plan.measures) {
    if (!isSpan(measure) || !conditionHolds(measure.where, seen)) continue;
    const stretch = stretchOf(seen.call, measure.of);
    if (stretch === null || !overlaps(stretch, plan.range)) continue;
    isAny = true;
    const own = group.stretches.get(name);
    if (own === undefined) group.stretches.set(name, [stretch]);
    else own.push(stretch);
  }
  return isAny;
}

/** Takes in what was measured of other calls with the same values. */
export function mergeGroup(group: SummaryGroup, other: SummaryGroup): void {
  for (const [from, tallies] of other.tallies) {
    const own = group.tallies.get(from) ?? new Map<string, Tally>();
    for (const [name, tally] of tallies) {
      const ownTally = own.get(name) ?? createTally(tally.measure);
      mergeTally(ownTally, tally);
      own.set(name, ownTally);
    }
    group.tallies.set(from, own);
  }
  for (const [name, stretches] of other.stretches) {
    const own = group.stretches.get(name) ?? [];
    // Not by a spread: arguments are limited in number.
    for (const stretch of stretches) own.push(stretch);
    group.stretches.set(name, own);
  }
}

/** The group's intervals in which calls start or go on, in any order. */
export function intervalsOfGroup(
  group: SummaryGroup,
  { calendar, measures }: SummaryPlan,
  range: Window,
): GroupInterval[] {
  const pieces = new Map<number, Map<string, Window[]>>();
  const found = new Map<number, CalendarInterval | null>();
  for (const from of group.tallies.keys()) found.set(from, calendar?.at(from) ?? null);
  for (const [name, stretches] of group.stretches) {
    for (const stretch of stretches) {
      const piece = cut(stretch, range);
      if (piece.from >= piece.to) continue;
      for (const interval of calendar?.within(piece) ?? [null]) {
        const key = interval?.from ?? 0;
        found.set(key, interval);
        const byName = pieces.get(key) ?? new Map<string, Window[]>();
        byName.set(name, byName.get(name) ?? []);
        byName.get(name)?.push(piece);
        pieces.set(key, byName);
      }
    }
  }
  return [...found].map(([key, interval]) => ({
    interval,
    tallies: group.tallies.get(key) ?? new Map<string, Tally>(),
    spans: new Map(
      [...(pieces.get(key) ?? [])].map(([name, own]) => {
        const window = interval === null ? range : cut(interval, range);
        const most = measures.get(name)?.kind === 'peak';
        return [name, most ? mostAtOnce(own, window) : timeWithin(own, window)];
      }),
    ),
  }));
}

function overlaps(a: Window, b: Window): boolean {
  return a.from < b.to && b.from < a.to;
}

function cut(window: Window, to: Window): Window {
  return { from: Math.max(window.from, to.from), to: Math.min(window.to, to.to) };
}
