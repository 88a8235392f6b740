import type { LedgerEntry } from '@cdr/core';
import { compareTexts } from './compare-texts.ts';

/** Sorts by source, stream and start. */
export function compareLedgerEntries(a: LedgerEntry, b: LedgerEntry): number {
  return compareTexts(a.source, b.source) || compareTexts(a.stream, b.stream) || a.from - b.from;
}
