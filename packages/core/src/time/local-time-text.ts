import type { EpochMs } from './epoch-ms.ts';
import { formatWallTime } from './wall-time.ts';
import type { Zone } from './zone.ts';

const minuteMs = 60_000;

/**
 * A moment on the zone's clocks, as people read it: `2024-03-01 08:00`, with seconds where it is no
 * whole minute. Says neither the zone nor which pass of a repeated hour is meant.
 */
export function localTimeText(epochMs: EpochMs, zone: Zone): string {
  const length = epochMs % minuteMs === 0 ? 16 : 19;
  return formatWallTime(zone.toWall(epochMs)).slice(0, length).replace('T', ' ');
}
