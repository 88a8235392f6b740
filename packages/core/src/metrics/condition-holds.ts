import type { Call } from '../call/call.ts';
import type { CallEnd } from './call-ends.ts';
import { lengthOf } from './length.ts';
import type { Condition } from './measure.ts';

/** Whether a call, seen from one of its ends, is one that the condition asks for. */
export function conditionHolds(
  { way, answered, disposition, queued, lasts, source }: Condition,
  { call, end, thresholdMs }: { call: Call; end: CallEnd; thresholdMs: number },
): boolean {
  if (way !== undefined && end.way !== way) return false;
  if (answered !== undefined && (call.disposition === 'answered') !== answered) return false;
  if (disposition !== undefined && call.disposition !== disposition) return false;
  if (queued === true && call.queuedAt === null && call.queue === null) return false;
  if (source !== undefined && !source.includes(call.source)) return false;
  if (lasts === undefined) return true;
  const ms = lengthOf(call, lasts.length);
  if (ms === null) return false;
  if (lasts.against === 'within-threshold') return ms <= thresholdMs;
  return lasts.against === undefined || ms > thresholdMs;
}
