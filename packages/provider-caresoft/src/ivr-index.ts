import type { CallFilter, CallSource } from '@cdr/core';
import { endedInIvr } from './ended-in-ivr.ts';

/** The calls of a range, of which some were lost in the IVR. */
export interface IvrRange {
  /** Calls of both sorts. */
  total: number;
  /** Places of the calls lost in the IVR, ascending, counted from the range's first call. */
  places: readonly number[];
}

/** Finds which calls of a range of time were lost in the IVR. */
export interface IvrIndex {
  rangeOf(window: { from?: number; to: number }): Promise<IvrRange>;
}

const kind = ['call'] as const;

/**
 * An index over a source of calls. Of calls that never change it is made once, by going through all
 * of them, so that any page of millions costs as little as the first; of others for each question.
 */
export function createIvrIndex(calls: CallSource): IvrIndex {
  let everything: Promise<IvrRange> | null = null;

  async function lookThrough(filter: CallFilter): Promise<IvrRange> {
    const places: number[] = [];
    let total = 0;
    for await (const batch of calls.read({ filter })) {
      for (const call of batch) {
        if (endedInIvr(call)) places.push(total);
        total += 1;
      }
    }
    return { total, places };
  }

  return {
    async rangeOf(window) {
      if (calls.isConstant !== true) return lookThrough({ kind, ...window });
      everything ??= lookThrough({ kind });
      const { places } = await everything;
      const first = window.from === undefined ? 0 : await calls.count({ kind, to: window.from });
      const end = Math.max(first, await calls.count({ kind, to: window.to }));
      return {
        total: end - first,
        places: places
          .slice(
            countLeading(places, (place) => place < first),
            countLeading(places, (place) => place < end),
          )
          .map((place) => place - first),
      };
    },
  };
}

/** The place in the range of a call, given its number among the calls of its own sort, from 0. */
export function placeOf({ places }: IvrRange, sort: 'usual' | 'ivr', number: number): number {
  if (sort === 'ivr') return places[number] ?? Number.POSITIVE_INFINITY;
  // Before it stand those of the other sort that have no more calls of its own sort before them.
  return number + countLeading(places, (place, ivrBefore) => place - ivrBefore <= number);
}

/** How many of the leading places satisfy a condition that, once false, stays false. */
function countLeading(
  places: readonly number[],
  holds: (place: number, index: number) => boolean,
): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(places[middle] ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
