import { type Call, compareCallKeys, toEpochMs } from '@cdr/core';
import { countLeading, type OrderedCalls } from './ordered-calls.ts';

/** Orders calls held in memory. Later changes of the array given don't show. */
export function orderCalls(calls: readonly Call[]): OrderedCalls {
  const sorted = calls.toSorted(compareCallKeys);
  const countWhile = (holds: (call: Call) => boolean) =>
    countLeading(sorted.length, (position) => {
      const call = sorted[position];
      return call !== undefined && holds(call);
    });
  return {
    length: sorted.length,
    common: {
      source: commonValue(sorted, (call) => call.source),
      kind: commonValue(sorted, (call) => call.kind),
    },
    countBefore: (epochMs) => countWhile((call) => toEpochMs(call.startedAt) < epochMs),
    countTo(key, bound) {
      const behind = bound === 'before' ? 0 : 1;
      return countWhile((call) => compareCallKeys(call, key) < behind);
    },
    placesOf: () => ({ from: 0, to: sorted.length }),
    slice: (from, to) => sorted.slice(from, to),
  };
}

function commonValue<T>(calls: readonly Call[], read: (call: Call) => T): T | null {
  const [first] = calls;
  if (first === undefined) return null;
  const value = read(first);
  return calls.every((call) => read(call) === value) ? value : null;
}
