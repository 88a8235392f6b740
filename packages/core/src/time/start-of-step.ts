import type { EpochMs } from './epoch-ms.ts';
import type { Zone } from './zone.ts';

/**
 * When the step of the wall clock in which the instant lies began: its minute, for 60000. An
 * instant off the grid of steps when the clocks changed since then.
 */
export function startOfStep(epochMs: EpochMs, stepMs: number, zone: Zone): EpochMs {
  const wall = zone.toWall(epochMs);
  return epochMs - (wall - Math.floor(wall / stepMs) * stepMs);
}
