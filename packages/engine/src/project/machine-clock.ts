import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, ConfigError, type EpochMs, parseRfc3339, toInstant } from '@cdr/core';

/** What is longer, Node takes for a millisecond. */
const longestTimerMs = 2_147_483_647;

/** What a clock depends on. */
export interface MachineClockInput {
  env: Readonly<Record<string, string | undefined>>;
  /** Is told, as a sentence without its full stop, when the clock isn't the machine's. */
  warn: (text: string) => void;
}

/**
 * The machine's clock; with `CDR_NOW` in the environment one that stands still at that instant.
 * Throws `ConfigError` when that is none.
 */
export function machineClock({ env, warn }: MachineClockInput): Clock {
  const text = env.CDR_NOW;
  if (text === undefined || text === '') return createClock(Date.now);
  const now = parseRfc3339(text);
  if (now === null) {
    throw new ConfigError({
      what: 'CDR_NOW is not an instant',
      todo: 'Set it to one such as 2024-03-01T08:00:00Z, or unset it',
    });
  }
  warn(`the clock stands at ${toInstant(now)}, as CDR_NOW says`);
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
    after(delayMs, callback) {
      const timer = setTimeout(callback, Math.min(delayMs, longestTimerMs));
      return () => clearTimeout(timer);
    },
  };
}
