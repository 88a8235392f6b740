import { type CoverageInterval, coveredIn, gapsIn } from '../coverage/ledger.ts';
import type { CallStream } from '../provider/call-stream.ts';
import { type Duration, durationToMs, subtractDuration } from '../time/duration.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { startOfStep } from '../time/start-of-step.ts';
import type { Zone } from '../time/zone.ts';
import { intersectWindows, subtractWindows, type Window } from '../window/window.ts';
import { recordStepMs } from './bound-rules.ts';
import { cutSlices } from './cut-slices.ts';
import { reachableFrom } from './reachable-from.ts';

/** What a plan is made from. */
export interface PlanInput {
  stream: CallStream;
  zone: Zone;
  now: EpochMs;
  /** What is to be covered; may reach beyond `now`. */
  asked: Window;
  /** The stream's ledger. */
  ledger: readonly CoverageInterval[];
  /** Takes the place of the manifest's `revisit`. */
  lookback?: Duration;
  /** From when on the vendor still has every record; `null` and absent when it didn't say. */
  completeFrom?: EpochMs | null;
}

/** A slice to read: the instants that it owns, and the state that reading it will prove. */
export interface PlannedSlice extends Window {
  state: CoverageInterval['state'];
}

/** What to read, and what can't be. */
export interface StreamPlan {
  /**
   * What was asked for, without the part that hasn't happened yet; whole in the steps in which
   * records tell their start (minutes, for a vendor of minutes) and in folds.
   */
  asked: Window;
  /** Disjoint, oldest first, inside `asked`. */
  slices: PlannedSlice[];
  /** Uncovered, and too old for the vendor to answer. */
  permanentGaps: Window[];
  /** Covered, due to be read again, and asked too recently for it. */
  postponed: Window[];
}

/**
 * Plans one stream: what is asked for and not covered, what is young enough to be read again, and
 * what was provisional and can be sealed by now, cut into slices under the manifest's limits.
 */
export function planStream(input: PlanInput): StreamPlan {
  const { stream, zone, now, ledger } = input;
  // A step that isn't over may still hold calls to come, told as of its first instant.
  const end = startOfStep(now, recordStepMs(stream), zone);
  const asked = wholeSteps(input.asked, end, input);
  const horizon = reachableFrom(input);
  const reach = [{ from: Math.max(asked.from, horizon), to: asked.to }];
  const gaps = gapsIn(asked, ledger);

  const sealable = sealPoint(input);
  const due = dueAgain(input, asked, sealable);
  const paceMs = durationToMs(stream.limits.minPollInterval);
  const tooSoon = ledger.filter(({ readAt }) => readAt <= now && now - readAt < paceMs);
  const needed = [...gaps, ...subtractWindows(due, tooSoon)];
  const wanted = needed.map((window) => wholeSteps(window, end, input));

  return {
    asked,
    slices: intersectWindows(wanted, reach).flatMap((own) => cutSlices(own, sealable, input)),
    permanentGaps: intersectWindows(gaps, [{ from: Number.NEGATIVE_INFINITY, to: horizon }]),
    postponed: intersectWindows(intersectWindows(due, reach), tooSoon),
  };
}

/** The window with the whole of every step and fold that it touches, as far as they are over. */
function wholeSteps(window: Window, end: EpochMs, { stream, zone }: PlanInput): Window {
  const stepMs = recordStepMs(stream);
  const until = Math.min(window.to, end);
  if (until <= window.from) return { from: window.from, to: window.from };
  const first = startOfStep(window.from, stepMs, zone);
  const behind = startOfStep(until - 1, stepMs, zone) + stepMs;
  return {
    from: zone.foldAt(first)?.from ?? first,
    to: Math.min(zone.foldAt(behind - 1)?.to ?? behind, end),
  };
}

/** Everything before this instant has settled. Never inside a fold, whose wall times tell one pass as the other. */
function sealPoint({ stream, zone, now }: PlanInput): EpochMs {
  const settled = now - durationToMs(stream.finality.settle);
  const point = startOfStep(settled, recordStepMs(stream), zone);
  return zone.foldAt(point)?.from ?? point;
}

function dueAgain(
  { stream, zone, now, ledger, lookback }: PlanInput,
  asked: Window,
  sealable: EpochMs,
): Window[] {
  const young = subtractDuration(now, lookback ?? stream.finality.revisit, zone.id);
  return coveredIn(asked, ledger).flatMap(({ from, to, state }) => {
    const revisited = { from: Math.max(from, young), to };
    const settled = { from, to: Math.min(to, sealable) };
    return state === 'provisional' ? [settled, revisited] : [revisited];
  });
}
