import { type Call, type CallSource, type EpochMs, toEpochMs } from '@cdr/core';
import { endOf } from './from-call.ts';

/** A call that is over, which is when Asterisk writes it. */
export interface EndedCall {
  call: Call;
  endedAt: EpochMs;
}

/**
 * The calls that were over by `now`, in the order in which they ended. Only those that overlap are in
 * memory. Faxes and text messages are left out.
 */
export async function* endedCalls(calls: CallSource, now: EpochMs): AsyncGenerator<EndedCall> {
  let running: EndedCall[] = [];
  for await (const batch of calls.read({ filter: { kind: ['call'], to: now + 1 } })) {
    for (const call of batch) {
      const startedAt = toEpochMs(call.startedAt);
      const ended = running.filter(({ endedAt }) => endedAt <= startedAt);
      if (ended.length > 0) {
        running = running.filter(({ endedAt }) => endedAt > startedAt);
        yield* ended.sort(byEnd);
      }
      const endedAt = Math.max(startedAt, endOf(call) ?? startedAt);
      if (endedAt <= now) running.push({ call, endedAt });
    }
  }
  yield* running.sort(byEnd);
}

function byEnd(a: EndedCall, b: EndedCall): number {
  return a.endedAt - b.endedAt;
}
