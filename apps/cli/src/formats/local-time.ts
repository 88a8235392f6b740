import { type EpochMs, localSeconds, type Zone } from '@cdr/core';

/** A moment on the zone's clocks to the minute: `2024-03-01 08:00`. */
export function localMinutes(epochMs: EpochMs, zone: Zone): string {
  return localSeconds(epochMs, zone).slice(0, 16);
}
