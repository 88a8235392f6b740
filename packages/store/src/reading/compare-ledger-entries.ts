import type { LedgerEntry } from '@cdr/core';
import { compareTexts } from './compare-texts.ts';

/** Sorts by source, stream, basis and start. */
export function compareLedgerEntries(a: LedgerEntry, b: LedgerEntry): number {
  return (
    compareTexts(a.source, b.source) ||
    compareTexts(a.stream, b.stream) ||
    compareTexts(a.basis ?? '', b.basis ?? '') ||
    a.from - b.from
  );
}
