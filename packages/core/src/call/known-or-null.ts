/**
 * `null` for an object of which every part is unknown: it says nothing, and in columns nothing is left
 * of it. The form in which stores give queues, recordings and ratings back.
 */
export function knownOrNull<T extends object>(thing: T | null): T | null {
  if (thing === null || Object.values(thing).every((part) => part === null)) return null;
  return { ...thing };
}
