import { type EpochMs, type Store, subtractDuration } from '@cdr/core';
import type { Source } from '../source/source.ts';

/** Whose vendors' rows are forgotten, and which. */
export interface ForgetInput {
  store: Pick<Store, 'deleteRawBefore'>;
  sources: readonly Source[];
  /** As config says it: nothing is forgotten of what is kept, and there is nothing where none is. */
  raw: string;
  now: EpochMs;
}

/** Takes away vendors' rows that are older than config says to keep them. */
export async function forgetOldRaw({ store, sources, raw, now }: ForgetInput): Promise<void> {
  if (raw === 'keep' || raw === 'none') return;
  for (const { name, settings } of sources) {
    await store.deleteRawBefore(subtractDuration(now, raw, settings.timeZone), name);
  }
}
