/** A memory of what was made last. */
export interface Lru<T> {
  /** What was made for the key, made now if it was forgotten. */
  get(key: number): T;
}

/** Remembers what `make` gave, and forgets the longest unused once the weights exceed `capacity`. */
export function createLru<T>(
  make: (key: number) => T,
  { capacity, weigh }: { capacity: number; weigh: (made: T) => number },
): Lru<T> {
  const entries = new Map<number, T>();
  let weight = 0;

  function forgetOldest(): void {
    for (const [key, made] of entries) {
      if (weight <= capacity) return;
      entries.delete(key);
      weight -= weigh(made);
    }
  }

  return {
    get(key) {
      let made = entries.get(key);
      if (made === undefined) {
        made = make(key);
        weight += weigh(made);
        forgetOldest();
      } else {
        entries.delete(key);
      }
      entries.set(key, made);
      return made;
    },
  };
}
