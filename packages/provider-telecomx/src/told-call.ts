import { type Call, type EpochMs, toEpochMs } from '@cdr/core';

/** When a call is first told: when it ends, or at once and without what is still to come. */
export type Appearance = 'at-start' | 'at-end';

/** When the call ends, as far as it is known. */
export function endOf({ startedAt, endedAt, durationMs }: Call): EpochMs | null {
  if (endedAt !== null) return toEpochMs(endedAt);
  return durationMs === null ? null : toEpochMs(startedAt) + durationMs;
}

/** What the vendor tells by now of a call that has started; `null` when that is nothing. */
export function tellCall(call: Call, now: EpochMs, appears: Appearance): Call | null {
  const end = endOf(call);
  if (end === null || end <= now) return call;
  return appears === 'at-end' ? null : callSoFar(call, now);
}

/** What is known of a call while it goes on. */
function callSoFar(call: Call, now: EpochMs): Call {
  const isTold = (instant: string | null) => instant !== null && toEpochMs(instant) <= now;
  const isAnswered = isTold(call.answeredAt);
  return {
    ...call,
    disposition: isAnswered ? call.disposition : 'unknown',
    missedReason: null,
    answeredAt: isAnswered ? call.answeredAt : null,
    endedAt: null,
    durationMs: null,
    waitMs: null,
    talkMs: null,
    disconnectedBy: null,
  };
}
