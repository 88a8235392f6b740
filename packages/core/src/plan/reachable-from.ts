import { subtractDuration } from '../time/duration.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { startOfStep } from '../time/start-of-step.ts';
import { renderBounds } from '../window/bounds.ts';
import { boundRules } from './bound-rules.ts';
import type { PlanInput } from './plan-stream.ts';

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
  const rules = boundRules(stream);
  const horizon = subtractDuration(now, retention, zone.id);
  let first = horizon;
  while (renderBounds({ from: first, to: first }, rules, zone).from.epochMs < horizon) {
    const next = startOfStep(first, rules.granularityMs, zone) + rules.granularityMs;
    first = zone.foldAt(first)?.to ?? zone.gapAt(first)?.to ?? next;
  }
  return first;
}
