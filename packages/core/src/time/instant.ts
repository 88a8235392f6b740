import { z } from 'zod';
import { readDateTime, readTwoDigits, writeDateTime } from './date-time-text.ts';
import type { EpochMs } from './epoch-ms.ts';

/** An instant as text: RFC 3339 in UTC with three decimals, `2014-07-07T09:08:00.000Z`. */
export type Instant = string;

/** Accepts an {@link Instant} that names a real moment. */
export const instantSchema = z.string().refine((text) => !Number.isNaN(readInstant(text)), {
  message: 'expected an instant such as 2014-07-07T09:08:00.000Z',
});

/**
 * Formats an instant; many times faster than `Date#toISOString` on neighbouring instants. Throws
 * `RangeError` outside the years 0000 to 9999.
 */
export function toInstant(epochMs: EpochMs): Instant {
  return `${writeDateTime(epochMs)}Z`;
}

/** Reads an {@link Instant}. Throws `RangeError` on any other text. */
export function toEpochMs(instant: Instant): EpochMs {
  const epochMs = readInstant(instant);
  if (Number.isNaN(epochMs)) throw new RangeError(`not an instant: ${instant}`);
  return epochMs;
}

/**
 * Reads an RFC 3339 date-time with its offset (`2017-01-04T16:16:04.274+01:00`), cut to the
 * millisecond. `null` for any other text, and for dates and times that don't exist.
 */
export function parseRfc3339(text: string): EpochMs | null {
  const last = text.charAt(text.length - 1);
  const isUtc = last === 'Z' || last === 'z';
  const end = text.length - (isUtc ? 1 : 6);
  if (end < 19 || text.charAt(10) === ' ') return null;
  const epochMs = readDateTime(text, end) - (isUtc ? 0 : readOffset(text, end));
  return Number.isNaN(epochMs) ? null : epochMs;
}

/** The one form of a moment, so that instants compare as text. */
function readInstant(text: string): number {
  const isCanonical = text.length === 24 && text.charAt(10) === 'T' && text.charAt(23) === 'Z';
  return isCanonical ? readDateTime(text, 23) : Number.NaN;
}

/** The offset `+HH:mm` at `index`, in milliseconds; NaN when there is none. */
function readOffset(text: string, index: number): number {
  const sign = text.charAt(index);
  if ((sign !== '+' && sign !== '-') || text.charAt(index + 3) !== ':') return Number.NaN;
  const hours = readTwoDigits(text, index + 1);
  const minutes = readTwoDigits(text, index + 4);
  if (!(hours < 24 && minutes < 60)) return Number.NaN;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
