import type { Clock, Store } from '@cdr/core';
import pLimit from 'p-limit';
import type { Source } from '../source/source.ts';
import type { AskedRange } from '../sync/asked-window.ts';
import type { SyncEvent } from '../sync/sync-events.ts';
import type { ReadableStore } from './stored-rows.ts';
import { statusOfParts, type VerifyReport } from './verify-report.ts';
import { verifySource } from './verify-source.ts';

/** What to hold against its vendors, and with what. */
export interface VerifyInput {
  store: ReadableStore;
  sources: readonly { source: Source; asked?: AskedRange }[];
  clock: Clock;
  /** Stops the run. */
  signal: AbortSignal;
  /** Compare rows one by one also where the vendor's totals would do. Default false. */
  full?: boolean;
  /** With what differences are repaired. Absent: nothing is written. */
  repair?: { store: Store; raw: 'keep' | 'none' };
  onEvent?: (event: SyncEvent) => void;
}

/** Sources asked at once; each keeps its own pace. */
const sourcesAtOnce = 4;

/**
 * Asks vendors again for what is sealed, and holds it against the store. What differs is read again,
 * the way a sync reads it, where `repair` says so. A source that fails doesn't stop the others; what
 * it throws that isn't a `CdrError` is thrown on when they are done.
 */
export async function verify(input: VerifyInput): Promise<VerifyReport> {
  const { store, clock, signal, full = false, repair, onEvent = () => {} } = input;
  const startedMs = clock.elapsedMs();
  const now = clock.now();
  const limit = pLimit(sourcesAtOnce);
  const results = await Promise.all(
    input.sources.map(({ source, asked = {} }) =>
      limit(() =>
        verifySource({
          source,
          asked,
          store,
          repair:
            repair === undefined ? null : { store: repair.store, keepRaw: repair.raw === 'keep' },
          full,
          now,
          clock,
          signal,
          onEvent,
        }),
      ),
    ),
  );
  const bug = results.find((result) => result.bug !== null)?.bug;
  if (bug) throw bug.error;
  const sources = results.map(({ report }) => report);
  return {
    status: signal.aborted ? 'interrupted' : statusOfParts(sources.map(({ status }) => status)),
    sources,
    elapsedMs: Math.round(clock.elapsedMs() - startedMs),
  };
}
