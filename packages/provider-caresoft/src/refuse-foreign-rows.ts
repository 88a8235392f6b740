import { type EpochMs, type Page, UnstableListError, type Window, type Zone } from '@cdr/core';
import { readWallTime } from '@cdr/provider-kit';

/** Far more than the seconds by which the vendor's own times of a call differ. */
export const toleranceMs = 60_000;

/**
 * Refuses a page with calls that start outside of what was asked for: it answers another question, or
 * its times are read wrongly, and then the calls that were asked for are missing somewhere. Throws
 * `UnstableListError`, so that the slice is asked for again.
 */
export function refuseForeignRows(page: Page, { from, to }: Window, zone: Zone): void {
  for (const row of page.rows) {
    const start = readStart(row, zone);
    if (start === null) continue;
    if (start >= from - toleranceMs && start <= to + toleranceMs) continue;
    throw readByAnotherClock(
      'The vendor answered calls from outside of the time that it was asked for',
    );
  }
}

/** Rows that are no calls, or tell no time, are none of this one's business. */
export function readStart(row: unknown, zone: Zone): EpochMs | null {
  if (typeof row !== 'object' || row === null || !('start_time' in row)) return null;
  return typeof row.start_time === 'string'
    ? (readWallTime(row.start_time, zone)?.epochMs ?? null)
    : null;
}

/** What to make of an answer that doesn't go with its question. */
export function readByAnotherClock(what: string): UnstableListError {
  return new UnstableListError({
    what,
    todo: 'If it always does, its times are read wrongly: check timeZone and options.zReading of the source',
  });
}
