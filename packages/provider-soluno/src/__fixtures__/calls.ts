import { type Call, type CallFields, createCallFields, type Party, toInstant } from '@cdr/core';

/** A call that started at the instant and took half a minute, with what else is said of it. */
export function callAt(startedAt: string, known: Partial<CallFields> = {}): Call {
  const epochMs = Date.parse(startedAt);
  return {
    id: `truth:${startedAt} ${known.from?.number ?? ''}`,
    source: 'truth',
    provider: 'soluno',
    ...createCallFields({
      endedAt: toInstant(epochMs + 30_000),
      timePrecision: 'millisecond',
      timeZone: 'Europe/Stockholm',
      ...known,
      startedAt: toInstant(epochMs),
    }),
  };
}

/** A party by its number alone. */
export function partyAt(number: string | null): Party {
  return { number, e164: null, name: null, type: 'unknown', ref: null };
}
