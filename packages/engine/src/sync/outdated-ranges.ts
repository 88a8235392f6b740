import {
  type EpochMs,
  intersectWindows,
  type LedgerEntry,
  subtractWindows,
  type Window,
  type Zone,
} from '@cdr/core';
import { rangeText } from '../report/time-text.ts';
import { differenceOf } from '../source/basis.ts';

/**
 * Says that calls are read again since other settings decide them now, and which; `null` when the
 * slices hold nothing of what was read before.
 */
export function rereadText(
  outdated: readonly LedgerEntry[],
  slices: readonly Window[],
  { basis, zone }: { basis: string; zone: Zone },
): string | null {
  const again = intersectWindows(outdated, slices);
  const [first, last] = [again[0], again.at(-1)];
  if (first === undefined || last === undefined) return null;
  const known = outdated.map((entry) => entry.basis).filter((before) => before !== undefined);
  const names = new Set(known.flatMap((before) => differenceOf(before, basis)));
  const what = names.size === 0 ? '' : ` (${[...names].sort().join(', ')})`;
  const range = rangeText({ from: first.from, to: last.to }, zone);
  return `The settings that decide what calls say have changed${what}: what was read before is read again, ${range}`;
}

/** Says of what is left that was read under other settings, why it is left. */
export function leftTexts(
  outdated: readonly LedgerEntry[],
  { reach, zone }: { reach: EpochMs; zone: Zone },
): string[] {
  const lost = intersectWindows(outdated, [{ from: Number.NEGATIVE_INFINITY, to: reach }]);
  return [
    ...lost.map(
      (range) =>
        `${rangeText(range, zone)} was read under other settings and is now older than the vendor answers: its calls stay as they are`,
    ),
    ...subtractWindows(outdated, lost).map(
      (range) =>
        `${rangeText(range, zone)} is still as it was read under other settings; a sync without a range reads it again`,
    ),
  ];
}
