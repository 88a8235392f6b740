import { type Call, type CallFields, createCallFields, toInstant } from '@cdr/core';

/** A call that started at the instant, with what else is said of it. */
export function callAt(startedAt: string, known: Partial<CallFields> = {}): Call {
  const epochMs = Date.parse(startedAt);
  const vendorId = known.vendorId ?? String(epochMs / 1000);
  return {
    id: `truth:${vendorId}`,
    source: 'truth',
    provider: 'caresoft',
    ...createCallFields({
      timePrecision: 'second',
      timeZone: 'Asia/Ho_Chi_Minh',
      ...known,
      vendorId,
      startedAt: toInstant(epochMs),
    }),
  };
}
