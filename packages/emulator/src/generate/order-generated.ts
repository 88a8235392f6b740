import { type Call, compareCallKeys, toEpochMs } from '@cdr/core';
import { countLeading, type OrderedCalls } from '../source/ordered-calls.ts';
import type { Layout } from './layout.ts';
import { createLru } from './lru.ts';
import { createSlotMaker, type Setting } from './slot-calls.ts';

/** Start times that are kept from one reading to the next; calls never are. */
const keptStarts = 400_000;

/** The range, and how many calls are laid out in it. */
export interface Extent {
  from: number;
  to: number;
  length: number;
}

/** Generated calls by position. Those that are asked for are made, and nothing but those. */
export function orderGenerated(layout: Layout, setting: Setting, extent: Extent): OrderedCalls {
  const maker = createSlotMaker(setting);
  const starts = createLru((key) => maker.startsOf(layout.slotOfKey(key)), {
    capacity: keptStarts,
    weigh: (made) => made.length,
  });

  function countBefore(epochMs: number): number {
    if (epochMs <= extent.from) return 0;
    if (epochMs >= extent.to) return extent.length;
    const slot = layout.slotAtInstant(epochMs);
    if (epochMs === slot.from || slot.count === 0) return slot.first;
    const own = starts.get(slot.key);
    return slot.first + countLeading(own.length, (place) => (own[place] ?? 0) < epochMs);
  }

  return {
    length: extent.length,
    common: { source: setting.source, kind: 'call' },
    countBefore,
    countTo(key, bound) {
      const startedAt = toEpochMs(key.startedAt);
      if (startedAt < extent.from || startedAt >= extent.to) return countBefore(startedAt);
      const slot = layout.slotAtInstant(startedAt);
      const own = starts.get(slot.key);
      const behind = bound === 'before' ? 0 : 1;
      const places = countLeading(own.length, (place) => {
        const start = own[place] ?? 0;
        if (start !== startedAt) return start < startedAt;
        return compareCallKeys({ ...key, id: maker.idAt(slot, place, start) }, key) < behind;
      });
      return slot.first + places;
    },
    placesOf(id) {
      const second = maker.secondOf(id);
      if (second === null) return { from: 0, to: 0 };
      return { from: countBefore(second * 1000), to: countBefore((second + 1) * 1000) };
    },
    slice(from, to) {
      const rows: Call[] = [];
      for (let position = from; position < to; ) {
        const slot = layout.slotAtPosition(position);
        const own = starts.get(slot.key);
        const end = Math.min(to, slot.first + slot.count);
        for (; position < end; position += 1) {
          const place = position - slot.first;
          rows.push(maker.callAt(slot, place, own[place] ?? slot.from));
        }
      }
      return rows;
    },
  };
}
