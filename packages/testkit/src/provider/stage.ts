import { type Call, durationToMs, type EpochMs, splitBySpan, type Window } from '@cdr/core';
import { createUniverse } from '../universe/create-universe.ts';
import { type Bound, smallUniverse } from './bound.ts';
import type { Lab } from './lab.ts';
import type { NoteShelf } from './notes/note-shelf.ts';

/** A time, a range to ask for, and calls around it. */
export interface Stage {
  now: EpochMs;
  asked: Window;
  calls: Call[];
  /** The notes to the calls, for streams of notes. */
  notes?: NoteShelf;
  /** Where its checks need more than others, by their nature. */
  bound?: Partial<Bound>;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** An ordinary Wednesday, far from any change of clocks, on no full second. */
export const ordinaryNow = Date.UTC(2025, 4, 14, 9, 41, 30, 500);
const longestMs = 4 * dayMs;
const fewSlices = 3;

/** The days before an ordinary morning: partly settled, partly not, bounds on odd milliseconds. */
export function ordinaryStage(lab: Lab, seed = 1): Stage {
  return stageAround(lab, { now: ordinaryNow, to: ordinaryNow - 3 * hourMs - 17, seed });
}

/** Days so long ago that nothing of them is read again. */
export function settledStage(lab: Lab): Stage {
  const { settle, revisit } = lab.stream.finality;
  const youngMs = Math.max(durationToMs(settle), durationToMs(revisit));
  return stageAround(lab, { now: ordinaryNow, to: ordinaryNow - youngMs - dayMs });
}

/** A range that ends at `to`, of a few slices at most, and calls in and around it, some of its last hours. */
export function stageAround(
  lab: Lab,
  { now, to, seed = 1 }: { now: EpochMs; to: EpochMs; seed?: number },
): Stage {
  const asked = shorten(lab, { from: to - longestMs + 4_321, to });
  const recent = [to - 2 * hourMs, to - 5 * hourMs].filter((start) => start > asked.from);
  const calls = createUniverse({
    window: { from: asked.from - 6 * hourMs, to: asked.to + 2 * hourMs },
    count: 26,
    at: [...recent, asked.from - 1, asked.from, asked.to - 1, asked.to],
    kinds: lab.kinds,
    seed,
  });
  return { now, asked, calls };
}

/** The end of the window that the vendor's spans cut into a few slices. */
export function shorten({ stream, zone }: Lab, window: Window): Window {
  const span = stream.window.span ?? stream.window.maxSpan;
  if (span === null) return window;
  const slices = splitBySpan(window, span, zone);
  return { from: slices.at(-fewSlices)?.from ?? window.from, to: window.to };
}

/** For windows that must be longer than a few slices: each of these is a page or two. */
export function boundOfSlices({ stream, zone }: Lab, window: Window): Pick<Bound, 'requests'> {
  const { span } = stream.window;
  const slices = span === null ? 0 : splitBySpan(window, span, zone).length;
  return { requests: smallUniverse.requests + 2 * slices };
}
