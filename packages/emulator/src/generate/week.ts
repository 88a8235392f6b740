import { type Line, lines } from './countries/country.ts';
import type { WallQuarter } from './local-days.ts';
import type { Random } from './random.ts';

/** How a call comes about. */
type Flow =
  | { kind: 'queue'; line: Line }
  | { kind: 'direct' | 'outbound' | 'campaign' | 'internal' };

/** The week of every contact centre here. */
export interface Week {
  /** How many calls a quarter gets, in proportion to others. */
  weightAt(at: WallQuarter): number;
  /** How a call of that quarter comes about. */
  flowAt(at: WallQuarter, random: Random): Flow;
}

/** Calls by hour of a working day: the mornings peak, and people eat at noon. */
const hourly = [
  0.03, 0.02, 0.02, 0.02, 0.02, 0.03, 0.1, 0.35, 0.8, 1.2, 1.35, 1.2, 0.8, 0.9, 1.1, 1, 0.8, 0.5,
  0.35, 0.28, 0.2, 0.12, 0.07, 0.05,
];

/** What hours the lines keep, in quarters, how many days of the week, and their share of the calls. */
const serviceHours: Record<Line, { open: number; close: number; days: number; share: number }> = {
  sales: { open: 32, close: 72, days: 5, share: 0.2 },
  service: { open: 28, close: 84, days: 6, share: 0.32 },
  billing: { open: 36, close: 68, days: 5, share: 0.12 },
  orders: { open: 32, close: 80, days: 7, share: 0.12 },
  emergency: { open: 0, close: 96, days: 7, share: 0.05 },
};
/** The same of calls that no queue takes part in; on working days alone. */
const officeHours = {
  direct: { open: 32, close: 72, share: 0.05 },
  outbound: { open: 32, close: 72, share: 0.1 },
  campaign: { open: 40, close: 78, share: 0.09 },
  internal: { open: 30, close: 72, share: 0.06 },
} as const;
const officeKinds = ['direct', 'outbound', 'campaign', 'internal'] as const;
const dayFactors = [1.3, 1.08, 1, 0.97, 0.92, 0.3, 0.2];
/** Those who call although nobody is there. */
const closedFactor = 0.02;

/** How busy the lines are, 1 being the mean of a working day's hours. */
export function busyAt({ weekday, quarter }: WallQuarter): number {
  const hour = (quarter - 1.5) / 4;
  const before = hourly[(Math.floor(hour) + 24) % 24] ?? 0;
  const after = hourly[(Math.floor(hour) + 25) % 24] ?? 0;
  const curve = before + (after - before) * (hour - Math.floor(hour));
  return curve * (dayFactors[weekday] ?? 1);
}

/** Whether somebody serves the line. */
export function isOpen(line: Line, { weekday, quarter }: WallQuarter): boolean {
  const { open, close, days } = serviceHours[line];
  return weekday < days && quarter >= open && quarter < close;
}

/** Computes the week once for its 672 quarters. */
export function createWeek(): Week {
  const flows: { flow: Flow; shareAt: (at: WallQuarter) => number }[] = [
    ...lines.map((line) => ({
      flow: { kind: 'queue', line } as const,
      shareAt: (at: WallQuarter) => lineShare(line, at),
    })),
    ...officeKinds.map((kind) => ({
      flow: { kind },
      shareAt: (at: WallQuarter) => officeShare(kind, at),
    })),
  ];
  const cumulative = Float64Array.from({ length: 7 * 96 * flows.length }, (_, index) => {
    const cell = Math.floor(index / flows.length);
    return shareOf(index % flows.length, { weekday: Math.floor(cell / 96), quarter: cell % 96 });
  });
  for (let index = 0; index < cumulative.length; index += 1) {
    if (index % flows.length > 0) cumulative[index] = at(index) + at(index - 1);
  }

  function shareOf(flow: number, quarter: WallQuarter): number {
    return flows[flow]?.shareAt(quarter) ?? 0;
  }

  function at(index: number): number {
    return cumulative[index] ?? 0;
  }

  function firstIndex({ weekday, quarter }: WallQuarter): number {
    return (weekday * 96 + quarter) * flows.length;
  }

  return {
    weightAt: (quarter) => at(firstIndex(quarter) + flows.length - 1),
    flowAt(quarter, random) {
      const first = firstIndex(quarter);
      const drawn = random.next() * at(first + flows.length - 1);
      let flow = 0;
      while (flow < flows.length - 1 && at(first + flow) <= drawn) flow += 1;
      return flows[flow]?.flow ?? { kind: 'outbound' };
    },
  };
}

function lineShare(line: Line, at: WallQuarter): number {
  const { share } = serviceHours[line];
  // Emergencies don't keep to the clock.
  const busy = line === 'emergency' ? 0.5 + 0.5 * busyAt(at) : busyAt(at);
  return share * busy * (isOpen(line, at) ? 1 : closedFactor);
}

function officeShare(kind: (typeof officeKinds)[number], at: WallQuarter): number {
  const { open, close, share } = officeHours[kind];
  const isWorked = at.weekday < 5 && at.quarter >= open && at.quarter < close;
  return isWorked ? share * busyAt(at) : 0;
}
