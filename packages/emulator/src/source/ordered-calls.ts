import type { Call, CallFields, CallKey, EpochMs } from '@cdr/core';

/** Calls in the total order, reachable by position: what every source of this package stands on. */
export interface OrderedCalls {
  readonly length: number;
  /** What all the calls have in common; `null` where they differ. Spares filters a look at each. */
  readonly common: { source: string | null; kind: CallFields['kind'] | null };
  /** How many start before the instant. */
  countBefore(epochMs: EpochMs): number;
  /** How many come before the key, which need not exist; `through` counts the call of the key too. */
  countTo(key: CallKey, bound: 'before' | 'through'): number;
  /** Positions, from and up to, among which a call of that id, or of that id of the vendor's, must be. */
  placesOf(id: string): { from: number; to: number };
  /** The calls at the positions `from` up to, without, `to`: an array of the caller's own. */
  slice(from: number, to: number): Call[];
}

/** How many leading positions of `length` satisfy a condition that, once false, stays false. */
export function countLeading(length: number, holdsAt: (position: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holdsAt(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
