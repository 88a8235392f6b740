/** Which ids a source has, as far as four bytes each can tell. */
export interface KnownIds {
  /** Never false for an id that was added; true for one in a billion of the others. */
  mayHave(low: number, high: number): boolean;
  /** False when there is no room left: the set must be built anew, larger. */
  add(low: number, high: number): boolean;
}

const freeSlot = 0;
const fullest = 0.75;

/** A set with room for `count` ids and a fifth more, or `null` when it would take over 256 MB. */
export function createKnownIds(count: number): KnownIds | null {
  let size = 65_536;
  while (size * fullest < count * 1.2) size *= 2;
  if (size > 67_108_864) return null;
  const slots = new Int32Array(size);
  const mask = size - 1;
  let used = 0;

  /** The slot that holds the fingerprint, else the free one where it belongs. */
  function slotOf(low: number, high: number): number {
    let slot = low & mask;
    while (slots[slot] !== freeSlot && slots[slot] !== high) slot = (slot + 1) & mask;
    return slot;
  }

  return {
    mayHave: (low, high) => slots[slotOf(low, high || 1)] !== freeSlot,
    add(low, high) {
      const slot = slotOf(low, high || 1);
      if (slots[slot] !== freeSlot) return true;
      if (used >= size * fullest) return false;
      slots[slot] = high || 1;
      used += 1;
      return true;
    },
  };
}
