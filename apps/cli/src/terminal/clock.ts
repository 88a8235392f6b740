import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, ConfigError, type EpochMs, parseRfc3339, toInstant } from '@cdr/core';
import type { CliIo } from './cli-io.ts';

/** The machine's clock; with `CDR_NOW` one that stands still at that instant, which is said aloud. */
export function clockOf(io: CliIo): Clock {
  const text = io.env.CDR_NOW;
  if (text === undefined || text === '') return createClock(Date.now);
  const now = parseRfc3339(text);
  if (now === null) {
    throw new ConfigError({
      what: 'CDR_NOW is not an instant',
      todo: 'Set it to one such as 2024-03-01T08:00:00Z, or unset it',
    });
  }
  io.stderr.write(`cdr: the clock stands at ${toInstant(now)}, as CDR_NOW says\n`);
  return createClock(() => now);
}

function createClock(now: () => EpochMs): Clock {
  return {
    now,
    elapsedMs: () => performance.now(),
    sleep: async (delayMs, signal) => {
      signal?.throwIfAborted();
      try {
        await delay(delayMs, undefined, { signal });
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
  };
}
