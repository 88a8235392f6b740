import type { Clock, Connection, ProviderEvent, VendorApi } from '@cdr/core';
import thulium from '../index.ts';

/** A clock that stands at `now` and passes every wait at once. */
function createClock(now: number): Clock {
  let elapsedMs = 0;
  return {
    now: () => now,
    elapsedMs: () => elapsedMs,
    async sleep(delayMs, signal) {
      signal?.throwIfAborted();
      elapsedMs += delayMs;
    },
    after: () => () => {},
  };
}

/** A connection through `fetch`, and what it asked. */
export function connect(fetch: VendorApi, now = Date.UTC(2025, 0, 1)) {
  const requests: Request[] = [];
  const events: ProviderEvent[] = [];
  const connection: Connection = thulium.connect({
    options: { baseUrl: 'http://vendor.test/warsaw', username: 'api_user', password: 'api_pass' },
    settings: { source: 'warsaw', timeZone: 'Europe/Warsaw', country: 'PL', extensions: null },
    fetch: (request) => {
      requests.push(request.clone());
      return fetch(request);
    },
    clock: createClock(now),
    random: () => 0.5,
    attemptTimeoutMs: 30_000,
    onEvent: (event) => events.push(event),
  });
  return { connection, requests, events };
}
