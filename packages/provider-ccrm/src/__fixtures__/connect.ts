import type { Connection, ProviderEvent, VendorApi } from '@cdr/core';
import { createVirtualClock } from '@cdr/testkit';
import ccrm from '../index.ts';

export const connectionOptions = ccrm.options.parse({
  baseUrl: 'http://vendor.test/krakow',
  token: 'api_key',
});

export const settings = {
  source: 'krakow',
  timeZone: 'Europe/Warsaw',
  country: 'PL',
  extensions: null,
};

/** A clock that stands at the beginning of 2025. */
export const createClock = () => createVirtualClock(Date.UTC(2025, 0, 1));

/** A connection through `fetch`, and what it asked. */
export function connect(fetch: VendorApi, clock = createClock()) {
  const requests: Request[] = [];
  const events: ProviderEvent[] = [];
  const connection: Connection = ccrm.connect({
    options: connectionOptions,
    settings,
    fetch: (request) => {
      requests.push(request.clone());
      return fetch(request);
    },
    clock,
    random: () => 0.5,
    attemptTimeoutMs: 30_000,
    onEvent: (event) => events.push(event),
  });
  return { connection, requests, events };
}
