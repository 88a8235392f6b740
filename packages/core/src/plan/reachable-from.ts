import type { CallStream } from '../provider/call-stream.ts';
import { createCalendar } from '../time/calendar.ts';
import { subtractDuration } from '../time/duration.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { startOfStep } from '../time/start-of-step.ts';
import type { Zone } from '../time/zone.ts';
import { renderBounds } from '../window/bounds.ts';
import { boundRules } from './bound-rules.ts';
import type { PlanInput } from './plan-stream.ts';

/**
 * The first instant that may be owned so that no request reaches behind the vendor's retention, nor
 * behind what it says to have; minus infinity for vendors without both.
 */
export function reachableFrom({
  stream,
  zone,
  now,
  completeFrom,
}: Pick<PlanInput, 'stream' | 'zone' | 'now' | 'completeFrom'>): EpochMs {
  const { retention } = stream.window;
  const none = Number.NEGATIVE_INFINITY;
  const kept = retention === null ? none : subtractDuration(now, retention, zone.id);
  const horizon = Math.max(kept, completeFrom ?? none);
  if (horizon === none) return none;
  if (stream.kind === 'calls') return firstOwned(horizon, stream, zone);
  const interval = createCalendar(stream.interval, zone).at(horizon);
  return interval.from === horizon ? horizon : interval.to;
}

function firstOwned(horizon: EpochMs, stream: CallStream, zone: Zone): EpochMs {
  const rules = boundRules(stream);
  let first = horizon;
  while (renderBounds({ from: first, to: first }, rules, zone).from.epochMs < horizon) {
    const next = startOfStep(first, rules.granularityMs, zone) + rules.granularityMs;
    first = zone.foldAt(first)?.to ?? zone.gapAt(first)?.to ?? next;
  }
  return first;
}
