import type { CallStream } from '../provider/call-stream.ts';
import { durationToMs } from '../time/duration.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { startOfStep } from '../time/start-of-step.ts';
import type { Zone } from '../time/zone.ts';
import type { Window } from '../window/window.ts';
import { recordStepMs } from './bound-rules.ts';
import { cutSlices } from './cut-slices.ts';
import type { PlanRules } from './plan-stream.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How a stream of calls is planned: in the steps in which records tell their start, and whole folds. */
export function callRules(stream: CallStream, zone: Zone, now: EpochMs): PlanRules {
  const stepMs = recordStepMs(stream);
  // A step that isn't over may still hold calls to come, told as of its first instant.
  const end = startOfStep(now, stepMs, zone);
  return {
    end,
    sealable: sealPoint(stream, zone, now),
    whole: (window) => wholeSteps(window, { stepMs, end, zone }),
    cut: (window) => cutSlices(window, { stream, zone }),
  };
}

interface Steps {
  stepMs: number;
  end: EpochMs;
  zone: Zone;
}

/** The window with the whole of every step and fold that it touches, as far as they are over. */
function wholeSteps(window: Window, { stepMs, end, zone }: Steps): Window {
  const until = Math.min(window.to, end);
  if (until <= window.from) return { from: window.from, to: window.from };
  const first = startOfStep(window.from, stepMs, zone);
  const behind = startOfStep(until - 1, stepMs, zone) + stepMs;
  return {
    from: zone.foldAt(first)?.from ?? first,
    to: Math.min(zone.foldAt(behind - 1)?.to ?? behind, end),
  };
}

/**
 * Everything before this instant has settled. Never inside a fold, whose wall times tell one pass as the other.
 * Moves in whole hours where settling takes a day: syncs in between ask for the same slices, whose
 * answers they know, and none of them for a sliver that has just settled.
 */
function sealPoint(stream: CallStream, zone: Zone, now: EpochMs): EpochMs {
  const settleMs = durationToMs(stream.finality.settle);
  const stepMs = recordStepMs(stream);
  const sealStepMs = settleMs < dayMs ? stepMs : Math.max(stepMs, hourMs);
  const point = startOfStep(now - settleMs, sealStepMs, zone);
  return zone.foldAt(point)?.from ?? point;
}
