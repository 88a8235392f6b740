import type { CallFields } from '../call/call.ts';
import { toEpochMs } from '../time/instant.ts';
import type { Window } from '../window/window.ts';
import { lengthOf } from './length.ts';
import type { Stretch } from './measure.ts';

/** Where the stretch of a call lies; `null` when it has none. */
export function stretchOf(call: CallFields, stretch: Stretch): Window | null {
  const start = call[stretch.from];
  if (start === null) return null;
  const from = toEpochMs(start);
  const to = endOf(call, from, stretch.to);
  return to === null || to <= from ? null : { from, to };
}

function endOf(call: CallFields, from: number, end: Stretch['to']): number | null {
  if (typeof end === 'string') {
    const at = call[end];
    return at === null ? null : toEpochMs(at);
  }
  const ms = lengthOf(call, end.after);
  return ms === null ? null : from + ms;
}

/** How much of the window the stretches take, each for itself. */
export function timeWithin(stretches: readonly Window[], window: Window): number {
  let ms = 0;
  for (const { from, to } of stretches) {
    ms += Math.max(0, Math.min(to, window.to) - Math.max(from, window.from));
  }
  return ms;
}

/** The most stretches at one moment of the window. What ends makes room for what begins. */
export function mostAtOnce(stretches: readonly Window[], window: Window): number {
  const steps: { at: number; change: 1 | -1 }[] = [];
  for (const stretch of stretches) {
    const from = Math.max(stretch.from, window.from);
    const to = Math.min(stretch.to, window.to);
    if (from < to) steps.push({ at: from, change: 1 }, { at: to, change: -1 });
  }
  steps.sort((a, b) => a.at - b.at || a.change - b.change);
  let now = 0;
  let most = 0;
  for (const { change } of steps) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}
