import { type EpochMs, type Instant, parseWallTime, toInstant, type Zone } from '@cdr/core';

/** A vendor's wall time, read in a zone. */
export interface ReadWallTime {
  epochMs: EpochMs;
  instant: Instant;
  /** True when the wall time named two instants (the earlier is taken) or none (moved past the gap). */
  ambiguous: boolean;
}

/**
 * Reads `YYYY-MM-DD HH:mm[:ss[.fff]]` (space or `T`) on the wall of `zone`; `null` for other texts
 * and for dates that don't exist. Depends on the text alone, so that a row reads the same always.
 */
export function readWallTime(text: string, zone: Zone): ReadWallTime | null {
  const wall = parseWallTime(text);
  if (wall === null) return null;
  const { epochMs, ambiguous } = zone.resolve(wall);
  return { epochMs, instant: toInstant(epochMs), ambiguous };
}
