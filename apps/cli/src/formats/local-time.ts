import { type EpochMs, formatWallTime, type Zone } from '@cdr/core';

/** A moment on the zone's clocks, as people and spreadsheets read it: `2024-03-01 08:00:00`. */
export function localSeconds(epochMs: EpochMs, zone: Zone): string {
  return formatWallTime(zone.toWall(epochMs)).slice(0, 19).replace('T', ' ');
}

/** The same to the minute: `2024-03-01 08:00`. */
export function localMinutes(epochMs: EpochMs, zone: Zone): string {
  return localSeconds(epochMs, zone).slice(0, 16);
}

/** A duration as clocks show it: `0:09`, `12:34`, `1:02:03`. */
export function clockDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = `${String(minutes % 60).padStart(hours > 0 ? 2 : 1, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
