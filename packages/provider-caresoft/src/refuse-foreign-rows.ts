import { type Page, type RequestBounds, UnstableListError, type Zone } from '@cdr/core';
import { readWallTime } from '@cdr/provider-kit';

/** Far more than the seconds by which the vendor's own times of a call differ. */
const toleranceMs = 60_000;

/**
 * Refuses a page with calls that start outside of what was asked for: it answers another question, or
 * its times are read wrongly, and then the calls that were asked for are missing somewhere. Throws
 * `UnstableListError`, so that the slice is asked for again.
 */
export function refuseForeignRows(page: Page, { from, to }: RequestBounds, zone: Zone): void {
  for (const row of page.rows) {
    const start = readStart(row, zone);
    if (start === null) continue;
    if (start >= from.epochMs - toleranceMs && start <= to.epochMs + toleranceMs) continue;
    throw new UnstableListError({
      what: 'The vendor answered calls from outside of the time that it was asked for',
      todo: 'If it always does, its times are read wrongly: check timeZone and options.zReading of the source',
    });
  }
}

/** Rows that are no calls, or tell no time, are none of this one's business. */
function readStart(row: unknown, zone: Zone): number | null {
  if (typeof row !== 'object' || row === null || !('start_time' in row)) return null;
  return typeof row.start_time === 'string'
    ? (readWallTime(row.start_time, zone)?.epochMs ?? null)
    : null;
}
