import type { CallStream } from '../provider/call-stream.ts';
import { addDuration, type Duration } from '../time/duration.ts';
import { renderBounds } from '../window/bounds.ts';
import { splitBySpan, splitEvenly } from '../window/split.ts';
import type { Window } from '../window/window.ts';
import { boundRules } from './bound-rules.ts';
import type { PlanInput } from './plan-stream.ts';

type Cutting = Pick<PlanInput<CallStream>, 'stream' | 'zone'>;

/**
 * Cuts a window into slices that the vendor answers. What fits into one slice stays whole, though
 * it may lie across a midnight: every slice costs a request.
 */
export function cutSlices(window: Window, cutting: Cutting): Window[] {
  return cutToSpan(window, cutting).flatMap((slice) => cutToRequests(slice, cutting));
}

function cutToSpan(window: Window, { stream, zone }: Cutting): Window[] {
  const span = stream.window.span ?? stream.window.maxSpan;
  return span === null || isWithin(span, window, zone.id)
    ? [window]
    : splitBySpan(window, span, zone);
}

/** Halves what the vendor would refuse or clamp, now that the bounds were rounded and widened. */
function cutToRequests(window: Window, cutting: Cutting): Window[] {
  const { stream, zone } = cutting;
  const { maxSpan } = stream.window;
  if (maxSpan === null || isAnswered(window, maxSpan, cutting)) return [window];
  const halves = splitEvenly(window, 2, boundRules(stream).granularityMs, zone);
  return halves.length < 2 ? halves : halves.flatMap((half) => cutToRequests(half, cutting));
}

/**
 * Whether the request for a window is within the vendor's limit, by instants and on the wall; true
 * as well where no window would be, since its bounds pass over a gap that exceeds the limit.
 */
function isAnswered(window: Window, maxSpan: Duration, { stream, zone }: Cutting): boolean {
  const { from, to } = renderBounds(window, boundRules(stream), zone);
  const onWall = { from: zone.toWall(from.epochMs), to: zone.toWall(to.epochMs) };
  const instants = { from: from.epochMs, to: to.epochMs };
  const ownMs = window.to - window.from;
  return (
    (isWithin(maxSpan, instants, zone.id) || isHopeless(maxSpan, instants, ownMs, zone.id)) &&
    (isWithin(maxSpan, onWall, 'UTC') || isHopeless(maxSpan, onWall, ownMs, 'UTC'))
  );
}

function isHopeless(span: Duration, asked: Window, ownMs: number, timeZone: string): boolean {
  return !isWithin(span, { from: asked.from, to: asked.to - ownMs }, timeZone);
}

function isWithin(span: Duration, { from, to }: Window, timeZone: string): boolean {
  return to <= addDuration(from, span, timeZone);
}
