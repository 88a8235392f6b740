import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { EpochMs } from './epoch-ms.ts';

/** An ISO 8601 duration, such as `PT5M`, `P1D` or `P3M`; never negative. */
export type Duration = string;

/** Accepts a {@link Duration}. */
export const durationSchema = z.string().refine(isDuration, {
  message: 'expected an ISO 8601 duration such as PT5M, P1D or P3M',
});

/** A duration of fixed length in milliseconds (days are 24 hours). Throws `RangeError` on months and years. */
export function durationToMs(duration: Duration): number {
  const parsed = Temporal.Duration.from(duration);
  if (parsed.years !== 0 || parsed.months !== 0) {
    throw new RangeError(`${duration} has no fixed length`);
  }
  const days = parsed.weeks * 7 + parsed.days;
  return parsed.with({ weeks: 0, days }).total('milliseconds');
}

/** The instant that lies `duration` before `epochMs`, by the calendar and clocks of `timeZone`. */
export function subtractDuration(epochMs: EpochMs, duration: Duration, timeZone: string): EpochMs {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(timeZone)
    .subtract(duration).epochMilliseconds;
}

function isDuration(text: string): boolean {
  try {
    return Temporal.Duration.from(text).sign >= 0;
  } catch {
    return false;
  }
}
