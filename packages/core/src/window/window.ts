import type { EpochMs } from '../time/epoch-ms.ts';

/** A half-open range of instants, `[from, to)`. Empty when `to <= from`. */
export interface Window {
  from: EpochMs;
  to: EpochMs;
}

/** The windows as a sorted list without overlaps, touching ones joined and empty ones gone. */
export function unionWindows(windows: readonly Window[]): Window[] {
  const union: Window[] = [];
  for (const { from, to } of [...windows].sort((a, b) => a.from - b.from)) {
    if (to <= from) continue;
    const last = union.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else union.push({ from, to });
  }
  return union;
}

/** What is in `windows` and in none of `removed`, as a union. */
export function subtractWindows(windows: readonly Window[], removed: readonly Window[]): Window[] {
  const cuts = unionWindows(removed);
  return unionWindows(windows).flatMap((window) => {
    const rest: Window[] = [];
    let { from } = window;
    for (const cut of cuts) {
      if (cut.to <= from) continue;
      if (cut.from >= window.to) break;
      if (cut.from > from) rest.push({ from, to: cut.from });
      from = cut.to;
    }
    if (from < window.to) rest.push({ from, to: window.to });
    return rest;
  });
}

/** What is both in `windows` and in `others`, as a union. */
export function intersectWindows(windows: readonly Window[], others: readonly Window[]): Window[] {
  const outside = subtractWindows(
    [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }],
    others,
  );
  return subtractWindows(windows, outside);
}
