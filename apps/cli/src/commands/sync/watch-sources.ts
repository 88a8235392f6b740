import type { Clock } from '@cdr/core';
import { pollIntervalMs, type Source, type SourceReport } from '@cdr/engine';

/** What is watched, and with what. */
export interface WatchInput {
  sources: readonly Source[];
  /** Syncs the sources that are due, and tells how it went; a failed run is no reason to stop. */
  runOnce: (due: readonly Source[]) => Promise<readonly SourceReport[]>;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Runs every source again and again, each at its own pace: as often as its vendor may be asked, but
 * not more than once a minute, and not before a wait is over that the vendor asked for. Ends when
 * the signal aborts, and in no other way.
 */
export async function watchSources(input: WatchInput): Promise<void> {
  const { sources, runOnce, clock, signal } = input;
  const dueAtMs = new Map(sources.map(({ name }) => [name, clock.elapsedMs()]));
  while (!signal.aborted) {
    const startedMs = clock.elapsedMs();
    const due = sources.filter(({ name }) => (dueAtMs.get(name) ?? 0) <= startedMs);
    for (const source of due) dueAtMs.set(source.name, startedMs + pollIntervalMs(source));
    const reports = due.length > 0 ? await runOnce(due) : [];
    for (const { source, retryAfterMs } of reports) {
      const askedMs = clock.elapsedMs() + (retryAfterMs ?? 0);
      dueAtMs.set(source, Math.max(askedMs, dueAtMs.get(source) ?? 0));
    }
    const nextMs = Math.min(...dueAtMs.values());
    await sleepUnlessAborted(clock, Math.max(0, nextMs - clock.elapsedMs()), signal);
  }
}

async function sleepUnlessAborted(
  clock: Clock,
  delayMs: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    await clock.sleep(delayMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
