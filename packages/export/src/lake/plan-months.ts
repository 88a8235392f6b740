import type { CallMonth } from '@cdr/core';
import { type LakeMonth, monthFolder } from './lake-paths.ts';
import type { LakeState } from './lake-state.ts';
import type { PresentMonth } from './present-months.ts';

/** What is to be done for a source. */
export interface MonthPlan {
  written: readonly CallMonth[];
  gone: readonly LakeMonth[];
  /** Files of months that are written, which are there. */
  replaced: readonly LakeMonth[];
}

/** Compares the months that there are with what the lake is known to hold, and with its files. */
export function planMonths(
  state: LakeState,
  months: readonly CallMonth[],
  present: readonly PresentMonth[],
): MonthPlan {
  const files = new Map(present.map((month) => [monthFolder(month), month]));
  const isAsKnown = (month: CallMonth) => {
    const known = state.months[monthFolder(month)];
    return (
      known?.fingerprint === month.fingerprint &&
      known.bytes === files.get(monthFolder(month))?.bytes
    );
  };
  const written = months.filter((month) => !isAsKnown(month));
  const kept = new Set(months.map(monthFolder));
  return {
    written,
    gone: present.filter((month) => !kept.has(monthFolder(month))),
    replaced: written.filter((month) => files.has(monthFolder(month))),
  };
}
