import { type Clock, durationToMs } from '@cdr/core';
import type { Source } from '@cdr/engine';

/** The least time between two runs of a source whose vendor sets no pace, in milliseconds. */
const leastPauseMs = 60_000;

/** What is watched, and with what. */
export interface WatchInput {
  sources: readonly Source[];
  /** Syncs the sources that are due; a failed run is no reason to stop. */
  runOnce: (due: readonly Source[]) => Promise<unknown>;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Runs every source again and again, each at its own pace: as often as its vendor may be asked, but
 * not more than once a minute. Ends when the signal aborts, and in no other way.
 */
export async function watchSources(input: WatchInput): Promise<void> {
  const { sources, runOnce, clock, signal } = input;
  const dueAtMs = new Map(sources.map((source) => [source, clock.elapsedMs()]));
  while (!signal.aborted) {
    const startedMs = clock.elapsedMs();
    const due = sources.filter((source) => (dueAtMs.get(source) ?? 0) <= startedMs);
    for (const source of due) dueAtMs.set(source, startedMs + pauseMs(source));
    if (due.length > 0) await runOnce(due);
    const nextMs = Math.min(...dueAtMs.values());
    await sleepUnlessAborted(clock, Math.max(0, nextMs - clock.elapsedMs()), signal);
  }
}

/** The pace of the slowest stream: its vendor counts every question. */
function pauseMs({ streams }: Source): number {
  const paces = streams.map(({ limits }) => durationToMs(limits.minPollInterval));
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
