import type { ErasedNumbers } from '@cdr/core';
import type { Source } from '../source/source.ts';
import type { ReadableStore } from './stored-rows.ts';

/** Who was erased from what is verified: the vendor still tells of them, and the store does no longer. */
export function erasedNumbersOf({
  store,
  source,
}: {
  store: ReadableStore;
  source: Source;
}): ErasedNumbers | null {
  return store.erasedNumbers(source.numberReading.callingCode ?? null);
}
