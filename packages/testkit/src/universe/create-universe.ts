import type { Call, EpochMs, Window } from '@cdr/core';
import { createSeededRandom, type SeededRandom } from '../random/seeded-random.ts';
import { createUniverseCall } from './create-universe-call.ts';

/** What calls to make up. */
export interface UniverseOptions {
  /** Where the calls start, but for those of `at`. */
  window: Window;
  /** How many start anywhere in the window. */
  count: number;
  /** Starts that must be there, one call each. */
  at?: readonly EpochMs[];
  /** Calls with the same seed and window are the same. Default 1. */
  seed?: number;
  /** What the records are, in turn. Default: calls. */
  kinds?: readonly Call['kind'][];
}

/**
 * Calls such as vendors have, made up to be hard to read: some fields empty, names beyond ASCII and
 * with quotes, ids with zeros at either end, starts on odd milliseconds and full minutes. All of
 * them last less than half an hour. The same options give the same calls.
 */
export function createUniverse({
  window,
  count,
  at = [],
  seed = 1,
  kinds = ['call'],
}: UniverseOptions): Call[] {
  const random = createSeededRandom(seed);
  const starts = [...Array.from({ length: count }, () => startIn(window, random)), ...at];
  return starts.map((start, index) => {
    const call = createUniverseCall(start, index + 1, random);
    return ofKind(call, kinds[index % kinds.length] ?? 'call');
  });
}

function ofKind(call: Call, kind: Call['kind']): Call {
  if (kind !== 'sms') return { ...call, kind };
  return { ...call, kind, smsText: `Oddzwoń, proszę: "${call.vendorId}"\n👋` };
}

/** Every third start lies on a full second or minute, where bounds and ties are. */
function startIn({ from, to }: Window, random: SeededRandom): EpochMs {
  const start = random.integer(from, to - 1);
  const step = random.pick([1, 1, 1000, 60_000]);
  return Math.max(from, start - (start % step));
}
