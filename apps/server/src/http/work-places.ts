import type { Clock } from '@cdr/core';
import { RequestError } from './request-error.ts';

/** Lets so much work go on at once, and the rest wait in its order. */
export interface WorkPlaces {
  /**
   * Resolves when there is a place, which is held until the signal aborts. Throws `RequestError` when too
   * many wait already, or when it takes too long; and what the signal aborts with.
   */
  take(signal: AbortSignal): Promise<void>;
}

/** How much of it there may be. */
export interface WorkPlacesInput {
  /** At once. */
  places: number;
  /** Who more may wait. */
  waiting: number;
  longestWaitMs: number;
  clock: Pick<Clock, 'sleep'>;
}

/** Nothing goes on yet. */
export function createWorkPlaces(input: WorkPlacesInput): WorkPlaces {
  const { places, waiting, longestWaitMs, clock } = input;
  let taken = 0;
  const queue: (() => void)[] = [];

  function hold(signal: AbortSignal): void {
    taken += 1;
    const giveBack = () => {
      taken -= 1;
      queue.shift()?.();
    };
    // Who leaves in the same moment as the one before may not have left the queue yet.
    if (signal.aborted) giveBack();
    else signal.addEventListener('abort', giveBack, { once: true });
  }

  async function waitFor(signal: AbortSignal): Promise<void> {
    const turn = Promise.withResolvers<void>();
    const over = new AbortController();
    const goIn = () => {
      hold(signal);
      turn.resolve();
    };
    queue.push(goIn);
    const late = clock.sleep(longestWaitMs, AbortSignal.any([signal, over.signal])).then(() => {
      throw tooMuch();
    });
    try {
      await Promise.race([turn.promise, late]);
    } catch (error) {
      const place = queue.indexOf(goIn);
      if (place >= 0) queue.splice(place, 1);
      throw error;
    } finally {
      over.abort();
      late.catch(() => undefined);
    }
  }

  return {
    async take(signal) {
      signal.throwIfAborted();
      if (taken < places) hold(signal);
      else if (queue.length < waiting) await waitFor(signal);
      else throw tooMuch();
    },
  };
}

function tooMuch(): RequestError {
  return new RequestError('unavailable', {
    what: 'As much is being counted as the server can at once',
    todo: 'Try again in a while',
  });
}
