import type { ProviderEvent, VendorApi } from '@cdr/core';
import { createVirtualClock } from '@cdr/testkit';
import soluno from '../index.ts';

/** A connection through `fetch`, and what it asked. */
export function connect(
  fetch: VendorApi,
  login: Record<string, string> = { username: 'api_user', password: 'api_pass' },
) {
  const requests: Request[] = [];
  const events: ProviderEvent[] = [];
  const connection = soluno.connect({
    options: soluno.options.parse({ baseUrl: 'http://vendor.test/stockholm', ...login }),
    settings: {
      source: 'stockholm',
      timeZone: 'Europe/Stockholm',
      country: 'SE',
      extensions: null,
    },
    fetch: (request) => {
      requests.push(request.clone());
      return fetch(request);
    },
    clock: createVirtualClock(Date.UTC(2025, 0, 1)),
    random: () => 0.5,
    attemptTimeoutMs: 30_000,
    onEvent: (event) => events.push(event),
  });
  /** What was asked of the call history. */
  const asked = () => requests.filter((request) => request.url.includes('/cdr/historik'));
  const tokens = () => requests.filter((request) => request.url.includes('/token'));
  return { connection, requests, events, asked, tokens };
}
