import type { EpochMs } from './epoch-ms.ts';
import { formatWallTime } from './wall-time.ts';
import type { Zone } from './zone.ts';

/** A moment on the zone's clocks to the second, as spreadsheets read it: `2024-03-01 08:00:00`. */
export function localSeconds(epochMs: EpochMs, zone: Zone): string {
  return formatWallTime(zone.toWall(epochMs)).slice(0, 19).replace('T', ' ');
}
