import { randomUUID } from 'node:crypto';
import { type Clock, type OutboxMessage, type Store, type SyncRun, toInstant } from '@cdr/core';
import pLimit from 'p-limit';
import type { Source } from '../source/source.ts';
import type { AskedRange } from './asked-window.ts';
import type { SyncEvent } from './sync-events.ts';
import type { SourceReport, SourceStatus, SyncReport } from './sync-report.ts';
import { syncSource } from './sync-source.ts';

/** What to bring up to date, and with what. */
export interface SyncInput {
  store: Store;
  sources: readonly { source: Source; asked?: AskedRange }[];
  clock: Clock;
  /** Stops the run; what is committed stays. */
  signal: AbortSignal;
  /** Whether vendor rows are kept beside the calls. */
  raw: 'keep' | 'none';
  onEvent?: (event: SyncEvent) => void;
  /** What others are to be told of the run: it is stored together with the run itself. */
  announce?: (run: SyncRun, sources: readonly SourceReport[]) => readonly OutboxMessage[];
}

/** Sources read at once; each keeps its own pace. */
const sourcesAtOnce = 4;

/**
 * Brings sources up to date and tells what became of it. A source that fails doesn't stop the
 * others. The run is recorded in the store, while it runs and when it ends. What a source throws
 * that isn't a `CdrError` is thrown on, after all that.
 */
export async function sync(input: SyncInput): Promise<SyncReport> {
  const { store, clock, signal, raw, onEvent = () => {} } = input;
  const startedMs = clock.elapsedMs();
  const now = clock.now();
  const run: SyncRun = {
    id: randomUUID(),
    startedAt: toInstant(now),
    endedAt: null,
    status: 'running',
    report: null,
  };
  await store.recordRun(run);
  const limit = pLimit(sourcesAtOnce);
  const results = await Promise.all(
    input.sources.map(({ source, asked = {} }) =>
      limit(() =>
        syncSource({
          source,
          asked,
          store,
          now,
          keepRaw: raw === 'keep',
          elapsedMs: () => clock.elapsedMs(),
          signal,
          onEvent,
        }),
      ),
    ),
  );
  if (!signal.aborted) await store.optimize();
  const sources = results.map(({ report }) => report);
  const report: SyncReport = {
    status: signal.aborted ? 'interrupted' : statusOf(sources.map(({ status }) => status)),
    sources,
    elapsedMs: Math.round(clock.elapsedMs() - startedMs),
  };
  const ended = {
    ...run,
    endedAt: toInstant(now + report.elapsedMs),
    status: report.status,
    report,
  };
  await store.recordRun(ended, input.announce?.(ended, sources) ?? []);
  const bug = results.find((result) => result.bug !== null)?.bug;
  if (bug) throw bug.error;
  return report;
}

function statusOf(statuses: readonly SourceStatus[]): SourceStatus {
  if (statuses.every((status) => status === 'complete')) return 'complete';
  return statuses.every((status) => status === 'failed') ? 'failed' : 'partial';
}
