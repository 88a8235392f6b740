import { type CoverageInterval, coveredIn, gapsIn } from '../coverage/ledger.ts';
import type { CallStream } from '../provider/call-stream.ts';
import type { StatisticsStream } from '../provider/statistics-stream.ts';
import { type Duration, durationToMs, subtractDuration } from '../time/duration.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import type { Zone } from '../time/zone.ts';
import { intersectWindows, subtractWindows, type Window } from '../window/window.ts';
import { callRules } from './call-rules.ts';
import { reachableFrom } from './reachable-from.ts';
import { statisticsRules } from './statistics-rules.ts';

/** A stream whose data lie in time, so that it is read slice by slice. */
export type TimedStream = CallStream | StatisticsStream;

/** What a plan is made from. */
export interface PlanInput<Stream extends TimedStream = TimedStream> {
  stream: Stream;
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

/**
 * A slice to read: the instants that it owns, and the state that reading it will prove. Slices of
 * statistics consist of whole intervals: the one that runs ends after now.
 */
export interface PlannedSlice extends Window {
  state: CoverageInterval['state'];
}

/** What to read, and what can't be. */
export interface StreamPlan {
  /**
   * What was asked for, without the part that hasn't happened yet; whole in the steps in which
   * records tell their start (minutes, for a vendor of minutes) and in folds, or in the intervals
   * of statistics, as far as they have come.
   */
  asked: Window;
  /** Disjoint, oldest first, inside `asked`, but for the end of an interval that runs. */
  slices: PlannedSlice[];
  /** Uncovered, and too old for the vendor to answer. */
  permanentGaps: Window[];
  /** Covered, due to be read again, and asked too recently for it. */
  postponed: Window[];
}

/** What is particular to one kind of stream. */
export interface PlanRules {
  /** Nothing has happened from here on. */
  end: EpochMs;
  /** Everything before this instant has settled. */
  sealable: EpochMs;
  /** The window with the whole of everything that is read as one; empty behind `end`. */
  whole: (window: Window) => Window;
  /** Cuts what is whole into slices that the vendor answers. */
  cut: (window: Window) => Window[];
}

/**
 * Plans one stream: what is asked for and not covered, what is young enough to be read again, and
 * what was provisional and can be sealed by now, cut into slices under the manifest's limits.
 */
export function planStream(input: PlanInput): StreamPlan {
  const { stream, zone, now, ledger } = input;
  const { end, sealable, whole, cut } =
    stream.kind === 'calls' ? callRules(stream, zone, now) : statisticsRules(stream, zone, now);
  const wholeAsked = whole(input.asked);
  const asked = {
    from: wholeAsked.from,
    to: Math.min(wholeAsked.to, Math.max(end, wholeAsked.from)),
  };
  const horizon = reachableFrom(input);
  const reach = [{ from: Math.max(asked.from, horizon), to: wholeAsked.to }];
  const gaps = gapsIn(asked, ledger);

  const due = dueAgain(input, asked, sealable);
  const paceMs = durationToMs(stream.limits.minPollInterval);
  const tooSoon = ledger.filter(({ readAt }) => readAt <= now && now - readAt < paceMs);
  const wanted = [...gaps, ...subtractWindows(due, tooSoon)].map(whole);

  return {
    asked,
    slices: intersectWindows(wanted, reach)
      .flatMap((window) => splitAt(window, sealable))
      .flatMap(({ state, ...part }) => cut(part).map((slice) => ({ ...slice, state }))),
    permanentGaps: intersectWindows(gaps, [{ from: Number.NEGATIVE_INFINITY, to: horizon }]),
    postponed: intersectWindows(intersectWindows(due, reach), tooSoon),
  };
}

/** What of a window can be sealed by now, and what can't. */
function splitAt({ from, to }: Window, sealable: EpochMs): PlannedSlice[] {
  const parts: PlannedSlice[] = [
    { from, to: Math.min(to, sealable), state: 'sealed' },
    { from: Math.max(from, sealable), to, state: 'provisional' },
  ];
  return parts.filter((part) => part.from < part.to);
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
