import { CdrError, type EpochMs } from '@cdr/core';
import type { Source } from './source.ts';

/** From when on a vendor says to have every record; `null` when it says nothing, or gives no answer. */
export async function askCompleteFrom(source: Source): Promise<EpochMs | null> {
  try {
    const connection = source.connect(() => {});
    return (await connection.completeFrom?.(new AbortController().signal)) ?? null;
  } catch (error) {
    if (CdrError.isInstance(error)) return null;
    throw error;
  }
}
