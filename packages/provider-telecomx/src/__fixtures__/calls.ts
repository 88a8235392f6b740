import { type Call, type CallFields, createCallFields, type Party, toInstant } from '@cdr/core';

/** A call that started at the instant and took half a minute, with what else is said of it. */
export function callAt(startedAt: string, known: Partial<CallFields> = {}): Call {
  const epochMs = Date.parse(startedAt);
  const vendorId = known.vendorId ?? `c${epochMs}`;
  return {
    id: `truth:${vendorId}`,
    source: 'truth',
    provider: 'telecomx',
    ...createCallFields({
      endedAt: toInstant(epochMs + 30_000),
      timePrecision: 'millisecond',
      timeZone: 'Europe/Copenhagen',
      ...known,
      vendorId,
      startedAt: toInstant(epochMs),
    }),
  };
}

/** One call a minute, counted from the instant, with ids 1, 2, 3, … */
export function callsFrom(startedAt: string, count: number): Call[] {
  return Array.from({ length: count }, (_, index) =>
    callAt(toInstant(Date.parse(startedAt) + index * 60_000), { vendorId: String(index + 1) }),
  );
}

/** A party outside of the organisation. */
export function outside(number: string | null, name: string | null = null): Party {
  return { number, e164: null, name, type: 'unknown', ref: null };
}

/** An extension, by its number and the vendor's id of it. */
export function extension(number: string | null, ref: string | null = null): Party {
  return { number, e164: null, name: null, type: 'extension', ref };
}
