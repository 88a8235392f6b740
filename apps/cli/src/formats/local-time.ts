import { type EpochMs, formatWallTime, type Zone } from '@cdr/core';

/** A moment on the zone's clocks, as people and spreadsheets read it: `2024-03-01 08:00:00`. */
export function localSeconds(epochMs: EpochMs, zone: Zone): string {
  return formatWallTime(zone.toWall(epochMs)).slice(0, 19).replace('T', ' ');
}

/** The same to the minute: `2024-03-01 08:00`. */
export function localMinutes(epochMs: EpochMs, zone: Zone): string {
  return localSeconds(epochMs, zone).slice(0, 16);
}
