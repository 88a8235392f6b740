import { type CoverageInterval, coveredIn, gapsIn } from '../coverage/ledger.ts';
import type { CallStream } from '../provider/manifest.ts';
import { type Duration, durationToMs, subtractDuration } from '../time/duration.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import type { Zone } from '../time/zone.ts';
import { type BoundRules, renderBounds } from '../window/bounds.ts';
import { splitBySpan } from '../window/split.ts';
import { intersectWindows, subtractWindows, unionWindows, type Window } from '../window/window.ts';

const precisionMs = { millisecond: 1, second: 1000, minute: 60_000 } as const;

/** What a plan is made from. */
export interface PlanInput {
  stream: CallStream;
  zone: Zone;
  now: EpochMs;
  /** What is to be covered. */
  asked: Window;
  /** The stream's ledger. */
  ledger: readonly CoverageInterval[];
  /** Takes the place of the manifest's `revisit`. */
  lookback?: Duration;
}

/** A slice to read: the instants that it owns, and the state that reading it will prove. */
export interface PlannedSlice extends Window {
  state: CoverageInterval['state'];
}

/** What to read, and what can't be. */
export interface StreamPlan {
  /** What was asked for, without the part that hasn't happened yet. */
  asked: Window;
  /** Disjoint, oldest first. */
  slices: PlannedSlice[];
  /** Uncovered, and too old for the vendor to answer. */
  permanentGaps: Window[];
  /** Covered, due to be read again, and asked too recently for it. */
  postponed: Window[];
}

/** How the bounds of a stream's slices are written. */
export function boundRules(stream: CallStream): BoundRules {
  return {
    from: stream.window.from,
    granularityMs: durationToMs(stream.window.granularity),
    marginMs: durationToMs(stream.window.margin),
    request: stream.time.request,
  };
}

/**
 * Plans one stream: what is asked for and not covered, what is young enough to be read again, and
 * what was provisional and can be sealed by now, cut into slices under the manifest's limits.
 */
export function planStream(input: PlanInput): StreamPlan {
  const { stream, now, ledger } = input;
  // A record's start is told in steps of the precision, so a step that isn't over can't be covered.
  const end =
    Math.floor(now / precisionMs[stream.time.precision]) * precisionMs[stream.time.precision];
  const asked = {
    from: input.asked.from,
    to: Math.max(input.asked.from, Math.min(input.asked.to, end)),
  };
  const horizon = reachableFrom(input);
  const reach = [{ from: Math.max(asked.from, horizon), to: asked.to }];
  const gaps = gapsIn(asked, ledger);

  const sealable = sealPoint(input);
  const due = dueAgain(input, sealable);
  const tooSoon = ledger.filter(
    ({ readAt }) => now - readAt < durationToMs(stream.limits.minPollInterval) && readAt <= now,
  );
  const postponed = intersectWindows(intersectWindows(due, reach), tooSoon);
  const needed = intersectWindows(unionWindows([...gaps, ...subtractWindows(due, tooSoon)]), reach);

  return {
    asked,
    slices: needed.flatMap((window) => slicesOf(window, sealable, input)),
    permanentGaps: intersectWindows(gaps, [{ from: Number.NEGATIVE_INFINITY, to: horizon }]),
    postponed,
  };
}

/**
 * The first instant that may be owned so that no request reaches behind the vendor's retention;
 * minus infinity for vendors without one.
 */
export function reachableFrom({
  stream,
  zone,
  now,
}: Pick<PlanInput, 'stream' | 'zone' | 'now'>): EpochMs {
  const { retention } = stream.window;
  if (retention === null) return Number.NEGATIVE_INFINITY;
  const horizon = subtractDuration(now, retention, zone.id);
  const rules = boundRules(stream);
  const { granularityMs } = rules;
  let first = Math.ceil(horizon / granularityMs) * granularityMs;
  while (renderBounds({ from: first, to: first }, rules, zone).from.epochMs < horizon) {
    first += granularityMs;
  }
  return first;
}

/** Everything before this instant has settled. Never inside a fold, whose wall times tell one pass as the other. */
function sealPoint({ stream, zone, now }: PlanInput): EpochMs {
  const settled = now - durationToMs(stream.finality.settle);
  const step = precisionMs[stream.time.precision];
  const point = Math.floor(settled / step) * step;
  return zone.foldAt(point)?.from ?? point;
}

function dueAgain(
  { stream, now, asked, ledger, lookback }: PlanInput,
  sealable: EpochMs,
): Window[] {
  const young = now - durationToMs(lookback ?? stream.finality.revisit);
  return coveredIn(asked, ledger).flatMap((interval) => {
    const revisited = { from: Math.max(interval.from, young), to: interval.to };
    const settled = { from: interval.from, to: Math.min(interval.to, sealable) };
    return unionWindows(interval.state === 'provisional' ? [settled, revisited] : [revisited]);
  });
}

function slicesOf(window: Window, sealable: EpochMs, { stream, zone }: PlanInput): PlannedSlice[] {
  const parts: PlannedSlice[] = [
    { from: window.from, to: Math.min(window.to, sealable), state: 'sealed' },
    { from: Math.max(window.from, sealable), to: window.to, state: 'provisional' },
  ];
  const span = stream.window.span ?? stream.window.maxSpan;
  return parts
    .filter(({ from, to }) => from < to)
    .flatMap((part) =>
      span === null
        ? [part]
        : splitBySpan(part, span, zone).map((slice) => ({ ...slice, state: part.state })),
    );
}
