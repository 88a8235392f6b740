import type { Clock, Connection, Page, ProviderEvent, Window } from '@cdr/core';
import { createVirtualClock } from '@cdr/testkit';
import asterisk from '../index.ts';

/** A clock that stands at `now`; `onSleep` hears of every wait. */
function createClock(now: number, onSleep: () => Promise<void>): Clock {
  const clock = createVirtualClock(now);
  return {
    ...clock,
    async sleep(delayMs, signal) {
      await clock.sleep(delayMs, signal);
      await onSleep();
    },
  };
}

/** A connection to files, times in UTC, and what it told on the way. */
export function connect(
  options: Record<string, unknown>,
  { now = Date.UTC(2025, 4, 20), onSleep = () => Promise.resolve() } = {},
) {
  const events: ProviderEvent[] = [];
  const connection: Connection = asterisk.connect({
    options: asterisk.options.parse(options),
    settings: { source: 'office', timeZone: 'UTC', country: null, extensions: null },
    fetch: () => Promise.reject(new Error('Asterisk has no network')),
    clock: createClock(now, onSleep),
    random: () => 0.5,
    attemptTimeoutMs: 30_000,
    onEvent: (event) => events.push(event),
  });
  return { connection, events };
}

/** All pages of a window. */
export async function readPages(
  connection: Connection,
  owned: Window,
  signal = new AbortController().signal,
): Promise<Page[]> {
  const bound = (epochMs: number) => ({
    epochMs,
    wall: new Date(epochMs).toISOString().slice(0, 23),
  });
  const bounds = { from: bound(owned.from), to: bound(owned.to) };
  const pages: Page[] = [];
  for await (const page of connection.read({ stream: 'calls', owned, bounds, signal })) {
    pages.push(page);
  }
  return pages;
}
