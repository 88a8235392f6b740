import type { EpochMs, Window, Zone } from '@cdr/core';
import { hourMs } from './stage.ts';

const searchedFrom = Date.UTC(2024, 5, 15);
const searchedHours = 330 * 24;

/** The hours of an autumn night that come twice, both passes; `null` in a zone without. */
export function findFold(zone: Zone): Window | null {
  for (let hour = 0; hour < searchedHours; hour += 1) {
    const fold = zone.foldAt(searchedFrom + hour * hourMs);
    if (fold !== null) return fold;
  }
  return null;
}

/** The instant at which clocks are put forward; `null` in a zone where they are not. */
export function findGap(zone: Zone): EpochMs | null {
  for (let hour = 0; hour < searchedHours * 2; hour += 1) {
    const at = searchedFrom + (hour * hourMs) / 2;
    if (zone.toWall(at) - zone.toWall(at - 1) > 1) return at;
  }
  return null;
}
