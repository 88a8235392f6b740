import type { Page, Window, Zone } from '@cdr/core';
import type { CallPage } from './read-answer.ts';
import {
  readByAnotherClock,
  readStart,
  refuseForeignRows,
  toleranceMs,
} from './refuse-foreign-rows.ts';

/** Asks the vendor for the first page of a window. */
type AskForWindow = (window: Window) => Promise<CallPage>;

/** Makes sure of the vendor's clock by a page that came, unless that was done before. */
export type ClockProof = (page: Page, ask: AskForWindow) => Promise<void>;

/**
 * Proves that the vendor takes the times of requests for what it tells as the times of calls. Where
 * it doesn't, windows lie some hours beside those that were meant, which calls that never come show
 * to nobody: so one of the calls that came is asked for by its own time, and must come again. Throws
 * `UnstableListError` when it doesn't.
 */
export function createClockProof(zone: Zone): ClockProof {
  let isProven = false;
  return async (page, ask) => {
    if (isProven) return;
    // In a night that has an hour twice, a time alone says too little.
    const start = page.rows
      .map((row) => readStart(row, zone))
      .find((own) => own !== null && zone.foldAt(own) === null);
    if (start === undefined || start === null) return;
    const window = { from: start - toleranceMs, to: start + toleranceMs };
    const again = await ask(window);
    refuseForeignRows(again, window, zone);
    if (again.total === 0) {
      throw readByAnotherClock('The vendor does not find a call at the time that it tells for it');
    }
    isProven = true;
  };
}
