import {
  type EpochMs,
  intersectWindows,
  type LedgerEntry,
  subtractWindows,
  type TimedStream,
  unionWindows,
  type Window,
  type Zone,
} from '@cdr/core';
import { rangeText } from '../report/time-text.ts';
import { differenceOf, haveSameIds } from '../source/basis.ts';

/** How data were read that count as not read. */
const otherwise = 'under other settings or by another version of the provider';

/**
 * Says that data are read again since something else decides them now, and what; `null` when the
 * slices hold nothing of what was read before.
 */
export function rereadText(
  outdated: readonly LedgerEntry[],
  slices: readonly Window[],
  { stream, basis, zone }: { stream: TimedStream; basis: string; zone: Zone },
): string | null {
  const again = intersectWindows(outdated, slices);
  const [first, last] = [again[0], again.at(-1)];
  if (first === undefined || last === undefined) return null;
  const known = outdated.map((entry) => entry.basis).filter((before) => before !== undefined);
  const names = new Set(known.flatMap((before) => differenceOf(before, basis)));
  const what = names.size === 0 ? '' : ` (${[...names].sort().join(', ')})`;
  const range = rangeText({ from: first.from, to: last.to }, zone);
  return `What decides the ${stream.kind} has changed${what}: what was read before is read again, ${range}`;
}

/** Says of what is left that was read on another basis, why it is left. */
export function leftTexts(
  outdated: readonly LedgerEntry[],
  { stream, reach, zone }: { stream: TimedStream; reach: EpochMs; zone: Zone },
): string[] {
  const lost = intersectWindows(outdated, [{ from: Number.NEGATIVE_INFINITY, to: reach }]);
  return [
    ...lost.map(
      (range) =>
        `${rangeText(range, zone)} was read ${otherwise} and is now older than the vendor answers: its ${stream.kind} stay as they are`,
    ),
    ...subtractWindows(outdated, lost).map(
      (range) =>
        `${rangeText(range, zone)} is still as it was read ${otherwise}; a sync without a range reads it again`,
    ),
  ];
}

/** What was read of calls under ids that the source gives no longer, as far as is known. */
export function renamedRanges(outdated: readonly LedgerEntry[], basis: string): Window[] {
  return unionWindows(
    outdated.filter((entry) => entry.basis === undefined || !haveSameIds(entry.basis, basis)),
  );
}
