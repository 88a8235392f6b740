import type { EpochMs } from '@cdr/core';

/**
 * How long an answer asks to wait, in milliseconds; `null` when it doesn't say, or not in words that
 * RFC 9110 knows. A date counts from the answer's own `Date`, which makes a vendor's wrong clock
 * harmless, else from `now`.
 */
export function readRetryAfter(headers: Headers, now: EpochMs): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const until = parseHttpDate(text);
  if (until === null) return null;
  return Math.max(0, until - (parseHttpDate(headers.get('date') ?? '') ?? now));
}

function parseHttpDate(text: string): EpochMs | null {
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  // The oldest of the three forms names no zone; all of them are GMT.
  const epochMs = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(epochMs) ? null : epochMs;
}
