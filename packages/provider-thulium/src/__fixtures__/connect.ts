import type { Connection, ProviderEvent, VendorApi } from '@cdr/core';
import { createVirtualClock } from '@cdr/testkit';
import thulium from '../index.ts';

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
    clock: createVirtualClock(now),
    random: () => 0.5,
    attemptTimeoutMs: 30_000,
    onEvent: (event) => events.push(event),
  });
  return { connection, requests, events };
}
