import { type Call, type CallSource, type EpochMs, toEpochMs } from '@cdr/core';
import type { StatsQuery } from './stats-query.ts';
import { type Appearance, endOf, tellCall } from './told-call.ts';

/** Where counted calls come from. */
export interface CallsToCount {
  calls: CallSource;
  now: EpochMs;
  appears: Appearance;
  /** Hears of every call that counts. */
  onCall: (call: Call) => void;
}

/** The calls that a query counts, in batches. */
export async function* countedCalls(
  { window, employees, ignoreLocal, ignoreBelowMs }: StatsQuery,
  { calls, now, appears, onCall }: CallsToCount,
): AsyncGenerator<Call[]> {
  const filter = {
    kind: ['call'] as const,
    from: window.from,
    to: Math.min(window.to, now + 1),
    ...(employees === null ? {} : { agent: employees }),
  };
  for await (const batch of calls.read({ filter })) {
    const counted = batch.flatMap((call) => {
      const told = tellCall(call, now, appears);
      if (told === null || (ignoreLocal && told.direction === 'internal')) return [];
      return isShorter(told, ignoreBelowMs) ? [] : [told];
    });
    for (const call of counted) onCall(call);
    yield counted;
  }
}

/** By its whole length, from start to end; one of unknown length is not known to be short. */
function isShorter(call: Call, ms: number): boolean {
  const end = endOf(call);
  return end !== null && end - toEpochMs(call.startedAt) < ms;
}
