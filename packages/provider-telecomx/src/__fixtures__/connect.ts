import type { ProviderEvent, VendorApi } from '@cdr/core';
import { createVirtualClock } from '@cdr/testkit';
import telecomx from '../index.ts';

/** A connection through `fetch`, and what it asked. */
export function connect(
  fetch: VendorApi,
  options: Record<string, unknown> = { username: 'api@example.com', password: 'api_pass' },
  now = Date.UTC(2025, 0, 1),
) {
  const requests: Request[] = [];
  const events: ProviderEvent[] = [];
  const connection = telecomx.connect({
    options: telecomx.options.parse({ baseUrl: 'http://vendor.test/copenhagen', ...options }),
    settings: {
      source: 'copenhagen',
      timeZone: 'Europe/Copenhagen',
      country: 'DK',
      extensions: null,
    },
    fetch: (request) => {
      requests.push(request.clone());
      return fetch(request);
    },
    clock: createVirtualClock(now),
    random: () => 0.5,
    attemptTimeoutMs: 30_000,
    onEvent: (event) => events.push(event),
  });
  /** What was asked of the call records. */
  const asked = () => requests.filter((request) => request.url.includes('/pbx/cdr'));
  const logins = () => requests.filter((request) => request.url.includes('/auth/login'));
  return { connection, requests, events, asked, logins };
}
