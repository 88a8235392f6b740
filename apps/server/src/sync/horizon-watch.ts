import type { Clock, Store } from '@cdr/core';
import { type NearingGap, nearingGaps, type Source } from '@cdr/engine';

/** Watches over what was not read, and will soon be lost. */
export interface HorizonWatch {
  /** As of the last look. */
  gaps(): readonly NearingGap[];
  /** Looks again, as soon as the look that goes on is over. */
  check(): void;
  close(): Promise<void>;
}

/** What a watch works with. */
export interface HorizonWatchInput {
  sources: readonly Source[];
  store: Pick<Store, 'coverage'>;
  clock: Pick<Clock, 'now' | 'sleep'>;
  /** Is told of the first gap of a stream when it comes near. */
  onNearing: (gap: NearingGap) => void;
  /** Is told after every look of all that are near. */
  onChecked: (gaps: readonly NearingGap[]) => Promise<void>;
  onError: (error: unknown) => void;
}

const pauseMs = 3_600_000;

/** Looks every hour, and whenever it is told to; not before: what was not read yet is no alarm. */
export function watchHorizon(input: HorizonWatchInput): HorizonWatch {
  const { sources, store, clock, onNearing, onChecked, onError } = input;
  const stop = new AbortController();
  let gaps: NearingGap[] = [];
  let wake = new AbortController();
  let isDue = false;

  async function look(): Promise<void> {
    const known = new Set(gaps.map(nameOf));
    gaps = await nearingGaps(store, sources, clock);
    for (const gap of gaps) {
      if (!known.has(nameOf(gap))) onNearing(gap);
      known.add(nameOf(gap));
    }
    await onChecked(gaps);
  }

  async function work(): Promise<void> {
    while (!stop.signal.aborted) {
      if (!isDue) {
        wake = new AbortController();
        const signal = AbortSignal.any([wake.signal, stop.signal]);
        await clock.sleep(pauseMs, signal).catch(() => undefined);
      }
      isDue = false;
      if (!stop.signal.aborted) await look().catch(onError);
    }
  }

  const working = work();
  return {
    gaps: () => gaps,
    check() {
      isDue = true;
      wake.abort();
    },
    async close() {
      stop.abort();
      await working;
    },
  };
}

/** Ends of gaps move with the clock, so that streams are told apart alone. */
function nameOf({ source, stream }: NearingGap): string {
  return JSON.stringify([source, stream]);
}
