import {
  type Calendar,
  type Call,
  durationToMs,
  type EpochMs,
  type StatisticsStream,
  subtractDuration,
  type Window,
} from '@cdr/core';
import { createTeamCalls } from '../../universe/create-team-calls.ts';
import { dayMs, hourMs, minuteMs, ordinaryNow, type Stage } from '../stage.ts';
import type { StatisticsLab } from './statistics-lab.ts';

/** Two of the units within which a vendor's names mean one interval each. */
const twoUnits: Record<StatisticsStream['window']['calendarUnit'], string> = {
  day: 'P2D',
  week: 'P14D',
  month: 'P2M',
  year: 'P2Y',
};
/** So long, and a name that tells nothing else comes again. */
const repetition: Record<StatisticsStream['interval'], string> = {
  hour: 'P1DT6H',
  day: 'P35D',
  week: 'P54W',
  month: 'P13M',
};
/** After exactly so long, and an interval has the same name: the day of a month, the week of a year. */
const sameName: Record<StatisticsStream['interval'], string> = {
  hour: 'P1D',
  day: 'P1M',
  week: 'P52W',
  month: 'P1Y',
};

/** A few slices up to an ordinary morning, the last one of which goes on. */
export function ordinaryStatistics(lab: StatisticsLab, seed: number): Stage {
  const now = ordinaryNow;
  return stageUpTo(lab, { now, to: now - 3 * hourMs - 17, seed });
}

/** The same, so long ago that nothing of it is read again. */
export function settledStatistics(lab: StatisticsLab, seed: number): Stage {
  const { unit } = lab.calendar;
  const agoMs = { hour: 9, day: 9, week: 23, month: 69 }[unit] * dayMs;
  return stageUpTo(lab, { now: ordinaryNow, to: ordinaryNow - agoMs, seed });
}

function stageUpTo(
  lab: StatisticsLab,
  { now, to, seed }: { now: EpochMs; to: EpochMs; seed: number },
): Stage {
  const from = subtractDuration(to, twoUnits[lab.stream.window.calendarUnit], lab.zone.id);
  const asked = within(lab, { from, to }, now);
  const at = edgesOf(lab.calendar, [asked.from, (asked.from + to) / 2, to]);
  const recent = [now - 4 * hourMs, now - 5 * hourMs].filter((start) => start > asked.from);
  const window = { from: lab.calendar.at(asked.from).from, to };
  const calls = createTeamCalls({ window, count: 24, at: [...at, ...recent], seed });
  return { now, asked, calls: overBy(calls, [now]) };
}

/** The intervals around an instant, with calls at the edges of each. */
export function stageAround(lab: StatisticsLab, event: EpochMs): Stage {
  const { from, to } = lab.calendar.at(event);
  const aroundMs = 3 * (to - from);
  const asked = { from: event - aroundMs, to: event + aroundMs };
  const now = settledAfter(lab, asked);
  const at = [...lab.calendar.within(asked)].flatMap((own) => edgesOf(lab.calendar, [own.from]));
  const calls = createTeamCalls({ window: asked, count: 12, at, seed: 21 });
  return { now, asked: within(lab, asked, now), calls };
}

/** A stage that is read in parts. */
interface PartedStage extends Omit<Stage, 'asked'> {
  parts: Window[];
}

/**
 * A range in which every name of an interval comes more than once, with an instant in its midst. Of
 * a vendor that is asked about each interval on its own, two intervals at either end and in the midst
 * alone, whose names are the same.
 */
export function repeatingStage(lab: StatisticsLab, event: EpochMs): PartedStage {
  const { calendar, stream, zone } = lab;
  const isAskedAlone = stream.window.calendarUnit === calendar.unit;
  const length = (isAskedAlone ? sameName : repetition)[calendar.unit];
  const from = subtractDuration(event, length, zone.id);
  const whole = { from, to: 2 * event - from };
  const now = settledAfter(lab, whole);
  const instants = [from, event, whole.to - 1];
  const at = edgesOf(calendar, instants);
  const calls = createTeamCalls({ window: whole, count: 60, at, seed: 22 });
  const parts = isAskedAlone
    ? instants.map((own) => {
        const { from: start, to } = calendar.at(own);
        return { from: calendar.at(start - 1).from, to };
      })
    : [whole];
  const answered = parts.map((own) => within(lab, own, now));
  return { now, parts: answered.filter((own) => own.from < own.to), calls };
}

/** Calls that were over at each of the instants, or began later: what vendors say of others is their own affair. */
export function overBy(calls: readonly Call[], nows: readonly EpochMs[]): Call[] {
  return calls.filter(({ startedAt, endedAt }) => {
    const [start, end] = [Date.parse(startedAt), Date.parse(endedAt ?? startedAt)];
    return nows.every((now) => end < now - minuteMs || start > now + minuteMs);
  });
}

/** Right before, at and right behind the bounds of the intervals in which the instants lie. */
function edgesOf(calendar: Calendar, instants: readonly EpochMs[]): EpochMs[] {
  const edges = instants.flatMap((at) => [calendar.at(at).from, calendar.at(at).to]);
  return [...new Set(edges)].flatMap((edge) => [edge - 1000, edge, edge + 1]);
}

/** When everything that may be read has settled. */
function settledAfter({ stream, calendar }: StatisticsLab, { to }: Window): EpochMs {
  return calendar.at(to).to + durationToMs(stream.finality.settle) + 2 * dayMs;
}

/** The part that the vendor still answers. */
function within({ stream, zone, calendar }: StatisticsLab, { from, to }: Window, now: EpochMs) {
  const { retention } = stream.window;
  if (retention === null) return { from, to };
  const horizon = calendar.at(subtractDuration(now, retention, zone.id)).to;
  return { from: Math.max(from, horizon), to };
}
