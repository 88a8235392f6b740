import { AsyncLocalStorage } from 'node:async_hooks';
import { demand } from './conformance-error.ts';
import type { Trial } from './trial.ts';

/** The most that a check may take, so that the thousands of syncs of a provider's checks are soon over. */
export interface Bound {
  /** Calls of the vendor. */
  calls: number;
  /** Requests of one sync. Those that are refused, or whose answers are broken on purpose, don't count. */
  requests: number;
}

/** What checks keep to, unless their stage says why it needs more. */
export const smallUniverse: Bound = { calls: 80, requests: 15 };
/** For checks that by their nature make everything be read a second time. */
export const readTwice: Pick<Bound, 'requests'> = { requests: 2 * smallUniverse.requests };

/** What trials took beyond their bounds in the check that is under way. */
const excesses = new AsyncLocalStorage<Set<string>>();

/**
 * Runs a check. Rejects with `ConformanceError` when one of its trials took more than it may, unless
 * the check itself has found something worse.
 */
export async function withinBounds(check: () => Promise<void>): Promise<void> {
  const found = new Set<string>();
  await excesses.run(found, check);
  demand(found.size === 0, [...found].join('; '));
}

/** The trial, for a check that is run {@link withinBounds}; `answered` tells its requests so far. */
export function boundTrial(trial: Trial, bound: Bound, answered: () => number): Trial {
  async function countCalls(): Promise<void> {
    compare(await trial.calls.count(), bound.calls, 'calls in its universe');
  }

  return {
    ...trial,
    async ready() {
      await countCalls();
      return trial.ready();
    },
    async sync(asked, signal) {
      const before = answered();
      const run = await trial.sync(asked, signal);
      await countCalls();
      compare(answered() - before, bound.requests, 'requests in one sync');
      return run;
    },
    reopen: (store, config) => boundTrial(trial.reopen(store, config), bound, answered),
  };
}

function compare(taken: number, most: number, what: string): void {
  if (taken <= most) return;
  const excess = `it takes ${taken} ${what}, ${taken - most} more than the ${most} that it may take`;
  excesses.getStore()?.add(excess);
}
