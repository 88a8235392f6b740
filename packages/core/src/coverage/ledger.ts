import type { EpochMs } from '../time/epoch-ms.ts';
import { subtractWindows, type Window } from '../window/window.ts';

/**
 * `sealed`: proven complete, and old enough when read that nothing more was to come.
 * `provisional`: proven complete as of the reading; younger than the vendor takes to settle.
 */
export type CoverageState = 'sealed' | 'provisional';

/** A range proven covered. A ledger is a sorted list of these without overlaps. */
export interface CoverageInterval extends Window {
  state: CoverageState;
  /** When the newest reading in the range was planned. */
  readAt: EpochMs;
  /** Records of the range that the store held when it was read; `null` when not counted since it was cut. */
  rows: number | null;
  /** Records of the range that the vendor told of; `null` when it tells no totals. */
  vendorRows: number | null;
  /** What decided the reading besides the vendor, as text; ranges of another basis stay apart. */
  basis?: string;
}

/**
 * The ledger after one more complete reading: the reading takes the place of what it overlaps, and
 * neighbours of one state and basis become one.
 *
 * With `paceMs`, the least time before a covered range may be asked again, a range read for the
 * first time stays apart from neighbours that have waited longer: joined to it they would wait
 * anew, for ever when syncs come faster than the pace. A range read again takes its neighbours
 * along instead, so that the next time all of them are read as one.
 */
export function recordReading(
  ledger: readonly CoverageInterval[],
  reading: CoverageInterval,
  paceMs = 0,
): CoverageInterval[] {
  if (reading.to <= reading.from) return [...ledger];
  const kept = ledger.flatMap((interval) => remainder(interval, reading));
  const sorted = [...kept, reading].sort((a, b) => a.from - b.from);
  const isAgain = ledger.some(({ from, to }) => from < reading.to && to > reading.from);
  const rested = reading.readAt - paceMs;
  return mergeAdjacent(sorted, (newest) =>
    paceMs === 0 ? true : newest <= rested || (isAgain && newest === reading.readAt),
  );
}

/** What of `asked` the ledger doesn't cover, in either state. */
export function gapsIn(asked: Window, ledger: readonly CoverageInterval[]): Window[] {
  return subtractWindows([asked], ledger);
}

/** The ledger cut to `asked`; an interval that is cut loses its counts. */
export function coveredIn(asked: Window, ledger: readonly CoverageInterval[]): CoverageInterval[] {
  return ledger.flatMap((interval) => {
    const from = Math.max(interval.from, asked.from);
    const to = Math.min(interval.to, asked.to);
    if (from >= to) return [];
    return from === interval.from && to === interval.to
      ? [interval]
      : [cut(interval, { from, to })];
  });
}

function remainder(interval: CoverageInterval, removed: Window): CoverageInterval[] {
  if (interval.to <= removed.from || interval.from >= removed.to) return [interval];
  return subtractWindows([interval], [removed]).map((window) => cut(interval, window));
}

function cut(interval: CoverageInterval, { from, to }: Window): CoverageInterval {
  return { ...interval, from, to, rows: null, vendorRows: null };
}

/** Joins touching intervals of one state and basis that were read together, or whose newest reading may be joined. */
function mergeAdjacent(
  sorted: readonly CoverageInterval[],
  mayJoin: (newestReadAt: EpochMs) => boolean,
): CoverageInterval[] {
  const merged: CoverageInterval[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last === undefined || last.to < interval.from || !isOfOneKind(last, interval)) {
      merged.push({ ...interval });
      continue;
    }
    const readAt = Math.max(last.readAt, interval.readAt);
    if (last.readAt !== interval.readAt && !mayJoin(readAt)) {
      merged.push({ ...interval });
      continue;
    }
    last.to = interval.to;
    last.readAt = readAt;
    last.rows = sum(last.rows, interval.rows);
    last.vendorRows = sum(last.vendorRows, interval.vendorRows);
  }
  return merged;
}

function isOfOneKind(a: CoverageInterval, b: CoverageInterval): boolean {
  return a.state === b.state && a.basis === b.basis;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
