import { z } from 'zod';
import type { EpochMs } from './epoch-ms.ts';
import { parseDate } from './wall-time.ts';

const dayMs = 86_400_000;
const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const offsetShape = /^(\d{4}-\d{2}-\d{2})[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;
const twoDigits = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

let cachedDay = Number.NaN;
let cachedDate = '';

/** An instant as text: RFC 3339 in UTC with three decimals, `2014-07-07T09:08:00.000Z`. */
export type Instant = string;

/** Accepts an {@link Instant} that names a real moment. */
export const instantSchema = z
  .string()
  .refine((text) => shape.test(text) && !Number.isNaN(Date.parse(text)) && isRealDate(text), {
    message: 'expected an instant such as 2014-07-07T09:08:00.000Z',
  });

/** Formats an instant; many times faster than `Date#toISOString` on neighbouring instants. */
export function toInstant(epochMs: EpochMs): Instant {
  const day = Math.floor(epochMs / dayMs);
  if (day !== cachedDay) {
    cachedDate = new Date(day * dayMs).toISOString().slice(0, 11);
    cachedDay = day;
  }
  const rest = epochMs - day * dayMs;
  const hour = Math.floor(rest / 3_600_000);
  const minute = Math.floor(rest / 60_000) % 60;
  const second = Math.floor(rest / 1000) % 60;
  const ms = rest % 1000;
  return `${cachedDate}${twoDigits[hour]}:${twoDigits[minute]}:${twoDigits[second]}.${
    ms < 10 ? '00' : ms < 100 ? '0' : ''
  }${ms}Z`;
}

/** Reads an {@link Instant}. Throws `RangeError` on any other text. */
export function toEpochMs(instant: Instant): EpochMs {
  const epochMs = shape.test(instant) && isRealDate(instant) ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(epochMs)) throw new RangeError(`not an instant: ${instant}`);
  return epochMs;
}

/**
 * Reads an RFC 3339 date-time with its offset (`2017-01-04T16:16:04.274+01:00`), cut to the
 * millisecond. `null` for any other text, and for dates that don't exist.
 */
export function parseRfc3339(text: string): EpochMs | null {
  if (!offsetShape.test(text) || !isRealDate(text)) return null;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? null : epochMs;
}

/** `Date.parse` takes 2023-02-30 for March 2nd. */
function isRealDate(text: string): boolean {
  return parseDate(text.slice(0, 10)) !== null;
}
