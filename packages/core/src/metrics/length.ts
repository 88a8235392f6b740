import type { CallFields } from '../call/call.ts';
import { toEpochMs } from '../time/instant.ts';

/** The fields of a call that tell moments. */
export type InstantField = 'startedAt' | 'queuedAt' | 'answeredAt' | 'endedAt';

/** The fields of a call that tell lengths of time. */
type DurationField = 'durationMs' | 'waitMs' | 'talkMs' | 'holdMs' | 'billedMs';

/** A length of time in a call, in milliseconds; not known where what it is made of isn't. */
export type Length =
  | DurationField
  | { from: InstantField; to: InstantField }
  /** Not known where one part isn't. */
  | { sumOf: readonly Length[] }
  /** The first that is known. */
  | { firstOf: readonly Length[] };

/** How long it is in this call; `null` when that isn't known. Negative when the vendor's clocks are wrong. */
export function lengthOf(call: CallFields, length: Length): number | null {
  if (typeof length === 'string') return call[length];
  if ('from' in length) {
    const from = call[length.from];
    const to = call[length.to];
    return from === null || to === null ? null : toEpochMs(to) - toEpochMs(from);
  }
  if ('sumOf' in length) {
    let sum = 0;
    for (const part of length.sumOf) {
      const ms = lengthOf(call, part);
      if (ms === null) return null;
      sum += ms;
    }
    return sum;
  }
  for (const candidate of length.firstOf) {
    const ms = lengthOf(call, candidate);
    if (ms !== null) return ms;
  }
  return null;
}
