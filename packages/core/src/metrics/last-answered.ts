import type { Call } from '../call/call.ts';
import type { CallFilter } from '../call/call-source.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { toEpochMs } from '../time/instant.ts';

/** When the last answered call with each number (e164) started, in either direction. */
export type LastAnswered = Map<string, EpochMs>;

/** Remembers whom an answered call was with, whatever else the filter says than of which sources. */
export function rememberAnswer(
  lastAnswered: LastAnswered,
  { source }: Pick<CallFilter, 'source'>,
  call: Call,
): void {
  if (call.kind !== 'call' || call.disposition !== 'answered') return;
  if (source !== undefined && !source.includes(call.source)) return;
  const { e164 } = call.direction === 'outbound' ? call.to : call.from;
  const isEitherWay = call.direction === 'outbound' || call.direction === 'inbound';
  if (isEitherWay && e164 !== null) putLater(lastAnswered, e164, toEpochMs(call.startedAt));
}

/** Keeps the later of two moments. */
export function putLater(times: LastAnswered, number: string, at: EpochMs): void {
  times.set(number, Math.max(at, times.get(number) ?? at));
}
