import type { CallStream } from '../provider/call-stream.ts';
import { durationToMs } from '../time/duration.ts';
import type { BoundRules } from '../window/bounds.ts';

const precisionMs = { millisecond: 1, second: 1000, minute: 60_000 } as const;

/** The step in which the stream's records tell their start, in milliseconds. */
export function recordStepMs(stream: CallStream): number {
  return precisionMs[stream.time.precision];
}

/**
 * How the bounds of a stream's slices are written. A record counts as of the first instant of its
 * minute or second wherever in it the call began, so bounds are rounded to that step as well.
 */
export function boundRules(stream: CallStream): BoundRules {
  return {
    from: stream.window.from,
    granularityMs: Math.max(durationToMs(stream.window.granularity), recordStepMs(stream)),
    marginMs: durationToMs(stream.window.margin),
    request: stream.time.request,
  };
}
