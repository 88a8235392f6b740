import { type Clock, durationToMs } from '@cdr/core';
import type { Source, SourceReport } from '@cdr/engine';

/** The least time between two runs of a source whose vendor sets no pace, in milliseconds. */
const leastPauseMs = 60_000;

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
    for (const source of due) dueAtMs.set(source.name, startedMs + pauseMs(source));
    const reports = due.length > 0 ? await runOnce(due) : [];
    for (const { source, retryAfterMs } of reports) {
      const askedMs = clock.elapsedMs() + (retryAfterMs ?? 0);
      dueAtMs.set(source, Math.max(askedMs, dueAtMs.get(source) ?? 0));
    }
    const nextMs = Math.min(...dueAtMs.values());
    await sleepUnlessAborted(clock, Math.max(0, nextMs - clock.elapsedMs()), signal);
  }
}

/** The pace of the slowest stream: its vendor counts every question. Notes keep theirs call by call. */
function pauseMs({ streams }: Source): number {
  const timed = streams.filter(({ kind }) => kind !== 'notes');
  const paces = timed.map(({ limits }) => durationToMs(limits.minPollInterval));
  return Math.max(leastPauseMs, ...paces);
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
