import { type EpochMs, type Instant, toEpochMs } from '@cdr/core';

/** An instant that may be unknown, for a column. */
export function epochMsOrNull(instant: Instant | null): EpochMs | null {
  return instant === null ? null : toEpochMs(instant);
}
