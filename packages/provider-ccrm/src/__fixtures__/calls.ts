import { type Call, type CallFields, createCallFields, toInstant } from '@cdr/core';

/** A call that started at the instant, with what else is said of it. */
export function callAt(startedAt: string, known: Partial<CallFields> = {}): Call {
  const epochMs = Date.parse(startedAt);
  const vendorId = known.vendorId ?? String(epochMs / 1000);
  return {
    id: `truth:${vendorId}`,
    source: 'truth',
    provider: 'ccrm',
    ...createCallFields({
      timePrecision: 'second',
      timeZone: 'Europe/Warsaw',
      ...known,
      vendorId,
      startedAt: toInstant(epochMs),
    }),
  };
}

/** One call a second, counted from the instant, with ids 1, 2, 3, … */
export function callsFrom(startedAt: string, count: number): Call[] {
  return Array.from({ length: count }, (_, index) =>
    callAt(toInstant(Date.parse(startedAt) + index * 1000), { vendorId: String(index + 1) }),
  );
}
