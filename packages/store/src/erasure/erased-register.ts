import type { ErasedNumbers } from '@cdr/core';
import { erasedNumbersOf, type Tombstone } from './tombstones.ts';

/** Who was erased from a store, in memory. */
export interface ErasedRegister {
  readonly tombstones: readonly Tombstone[];
  /** The same object until the next erasure. */
  numbers(callingCode: string | null | undefined): ErasedNumbers | null;
  replace(tombstones: readonly Tombstone[]): void;
}

export function createErasedRegister(stored: readonly Tombstone[]): ErasedRegister {
  let tombstones = stored;
  const made = new Map<string | null, ErasedNumbers | null>();
  return {
    get tombstones() {
      return tombstones;
    },
    numbers(callingCode = null) {
      const known = made.get(callingCode);
      if (known !== undefined) return known;
      const numbers = erasedNumbersOf(tombstones, callingCode);
      made.set(callingCode, numbers);
      return numbers;
    },
    replace(others) {
      tombstones = others;
      made.clear();
    },
  };
}
