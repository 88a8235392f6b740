import type { Store } from '@cdr/core';
import {
  type AskedRange,
  deleteOldCalls,
  forgetOldRaw,
  keepHeapSmall,
  type Source,
  type SyncReport,
  sync,
} from '@cdr/engine';
import type { Session } from '../../session/session.ts';
import { createSyncProgress } from '../../terminal/sync-progress.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What one run is about. */
export interface SyncRunInput {
  sources: readonly Source[];
  asked: ReadonlyMap<string, AskedRange>;
  options: GlobalOptions;
}

/** One run with its progress on stderr, and with the vendors' rows that config doesn't keep taken away. */
export async function syncOnce(
  { io, clock, loaded }: Pick<Session, 'io' | 'clock' | 'loaded'>,
  store: Store,
  { sources, asked, options }: SyncRunInput,
): Promise<SyncReport> {
  const { raw } = loaded.config;
  const progress = createSyncProgress(io, { verbose: options.verbose === true });
  keepHeapSmall();
  try {
    const report = await sync({
      store,
      sources: sources.map((source) => ({ source, asked: asked.get(source.name) ?? {} })),
      clock,
      signal: io.signal,
      raw: raw === 'none' ? 'none' : 'keep',
      onEvent: progress.onEvent,
    });
    if (!io.signal.aborted) {
      const now = clock.now();
      await forgetOldRaw({ store, sources, raw, now });
      const by = { via: 'command', keyId: null } as const;
      for (const source of sources) await deleteOldCalls({ store, source, now, by });
    }
    return report;
  } finally {
    progress.close();
  }
}
