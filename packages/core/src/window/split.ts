import { Temporal } from 'temporal-polyfill';
import type { Duration } from '../time/duration.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { startOfStep } from '../time/start-of-step.ts';
import type { Zone } from '../time/zone.ts';
import type { Window } from './window.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Each is a multiple of some shorter ones, so that finer cuts mostly keep the coarser ones. */
const roundStepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minuteMs),
  ...[1, 2, 3, 4, 6, 8, 12].map((count) => count * hourMs),
  ...[1, 2, 4, 8, 16, 32, 64, 128, 256, 512].map((count) => count * dayMs),
];

/**
 * Splits a window into slices no longer than `span`: disjoint, in order, their union the window.
 * Spans of days are counted from a local midnight, spans of weeks from a Monday, of months from a
 * first, of years from January 1st; clock spans from the window's start. No cut lies inside a fold:
 * it moves to the fold's start, or to its end where the slice itself starts with the fold. Slices
 * around a fold may therefore exceed a clock span. Throws `RangeError` on an empty span.
 */
export function splitBySpan(window: Window, span: Duration, zone: Zone): Window[] {
  return slicesAt(window, cutsBySpan(window, span, zone), zone);
}

/**
 * Splits a window into at most `parts` slices of about equal length, cut at multiples of
 * `granularityMs` on the wall (unless clocks change within the step) and never inside a fold. Gives
 * the window itself when no cut fits.
 */
export function splitEvenly(
  window: Window,
  parts: number,
  granularityMs: number,
  zone: Zone,
): Window[] {
  const lengthMs = (window.to - window.from) / parts;
  const cuts = Array.from({ length: Math.max(0, parts - 1) }, (_, index) =>
    startOfStep(Math.floor(window.from + lengthMs * (index + 1)), granularityMs, zone),
  );
  return slicesAt(window, cuts, zone);
}

/**
 * Splits a window at these instants, which stand in order: each at the last multiple of `granularityMs`
 * on the wall in front of it, and never inside a fold.
 */
export function splitAtInstants(
  window: Window,
  instants: readonly EpochMs[],
  granularityMs: number,
  zone: Zone,
): Window[] {
  const cuts = instants.map((instant) => startOfStep(instant, granularityMs, zone));
  return slicesAt(window, cuts, zone);
}

/**
 * Splits a window at round times of the wall clock: at the multiples of the longest usual step (a
 * quarter of an hour, six hours, two days, …) that `lengthMs` and `granularityMs` allow. Windows
 * that overlap are therefore cut at the same instants, whatever their ends. Never cuts inside a
 * fold; falls back to {@link splitEvenly} where no step is short enough.
 */
export function splitAtRoundTimes(
  window: Window,
  lengthMs: number,
  granularityMs: number,
  zone: Zone,
): Window[] {
  const stepMs = roundStepsMs.findLast((step) => step <= lengthMs && step % granularityMs === 0);
  if (stepMs === undefined) {
    return splitEvenly(
      window,
      Math.ceil((window.to - window.from) / lengthMs),
      granularityMs,
      zone,
    );
  }
  return slicesAt(window, roundCuts(window, stepMs, zone), zone);
}

function* roundCuts(window: Window, stepMs: number, zone: Zone): Generator<EpochMs> {
  const steps = Math.floor(zone.toWall(window.from) / stepMs);
  for (let count = 1; ; count += 1) {
    const cut = zone.resolve((steps + count) * stepMs).epochMs;
    if (cut >= window.to) return;
    yield cut;
  }
}

function slicesAt(window: Window, cuts: Iterable<EpochMs>, zone: Zone): Window[] {
  const slices: Window[] = [];
  let { from } = window;
  for (const cut of cuts) {
    const to = outOfFold(cut, from, zone);
    if (to <= from || to >= window.to) continue;
    slices.push({ from, to });
    from = to;
  }
  if (from < window.to) slices.push({ from, to: window.to });
  return slices;
}

function outOfFold(cut: EpochMs, from: EpochMs, zone: Zone): EpochMs {
  const fold = zone.foldAt(cut);
  if (fold === null) return cut;
  return fold.from > from ? fold.from : fold.to;
}

function* cutsBySpan(window: Window, span: Duration, zone: Zone): Generator<EpochMs> {
  const step = Temporal.Duration.from(span);
  const anchor = anchorOf(window.from, step, zone);
  if (step.total({ unit: 'milliseconds', relativeTo: anchor }) < 1) {
    throw new RangeError(`${span} is too short to split by`);
  }
  for (let count = 1; ; count += 1) {
    const cut = anchor.add(times(step, count)).epochMilliseconds;
    if (cut >= window.to) return;
    yield cut;
  }
}

function anchorOf(from: EpochMs, step: Temporal.Duration, zone: Zone): Temporal.ZonedDateTime {
  const at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone.id);
  if (step.years > 0) return at.with({ month: 1, day: 1 }).startOfDay();
  if (step.months > 0) return at.with({ day: 1 }).startOfDay();
  if (step.weeks > 0) return at.subtract({ days: at.dayOfWeek - 1 }).startOfDay();
  return step.days > 0 ? at.startOfDay() : at;
}

function times(step: Temporal.Duration, count: number): Temporal.DurationLike {
  return {
    years: step.years * count,
    months: step.months * count,
    weeks: step.weeks * count,
    days: step.days * count,
    hours: step.hours * count,
    minutes: step.minutes * count,
    seconds: step.seconds * count,
    milliseconds: step.milliseconds * count,
  };
}
