import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { EpochMs } from './epoch-ms.ts';

/** An ISO 8601 duration in whole milliseconds, such as `PT5M`, `P1D` or `P3M`; never negative. */
export type Duration = string;

/** Accepts a {@link Duration}. */
export const durationSchema = z.string().refine((text) => parseDuration(text) !== null, {
  message: 'expected an ISO 8601 duration such as PT5M, P1D or P3M',
  abort: true,
});

/** Accepts a {@link Duration} that is as long wherever it is counted from: no months, no years. */
export const fixedDurationSchema = durationSchema.refine(
  (text) => parseDuration(text)?.years === 0 && parseDuration(text)?.months === 0,
  {
    message: 'expected a duration of fixed length such as PT5M or P1D, without months and years',
    abort: true,
  },
);

/** A duration of fixed length in milliseconds (days are 24 hours). Throws `RangeError` on months and years. */
export function durationToMs(duration: Duration): number {
  const parsed = Temporal.Duration.from(duration);
  if (parsed.years !== 0 || parsed.months !== 0) {
    throw new RangeError(`${duration} has no fixed length`);
  }
  const hours = (parsed.weeks * 7 + parsed.days) * 24 + parsed.hours;
  const seconds = (hours * 60 + parsed.minutes) * 60 + parsed.seconds;
  return seconds * 1000 + parsed.milliseconds;
}

/** The instant that lies `duration` after `epochMs`, by the calendar and clocks of `timeZone`. */
export function addDuration(epochMs: EpochMs, duration: Duration, timeZone: string): EpochMs {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone).add(duration)
    .epochMilliseconds;
}

/** The instant that lies `duration` before `epochMs`, by the calendar and clocks of `timeZone`. */
export function subtractDuration(epochMs: EpochMs, duration: Duration, timeZone: string): EpochMs {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(timeZone)
    .subtract(duration).epochMilliseconds;
}

function parseDuration(text: string): Temporal.Duration | null {
  try {
    const duration = Temporal.Duration.from(text);
    const isWhole = duration.microseconds === 0 && duration.nanoseconds === 0;
    return duration.sign >= 0 && isWhole ? duration : null;
  } catch {
    return null;
  }
}
