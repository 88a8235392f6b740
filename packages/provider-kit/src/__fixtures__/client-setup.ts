import type { Clock, ProviderEvent } from '@cdr/core';
import { createHttpClient, type HttpClient } from '../http/http-client.ts';
import type { HttpClientSpec, HttpContext } from '../http/http-spec.ts';
import { parseJson } from '../rows/parse-json.ts';
import { createTestClock } from './test-clock.ts';

export interface ClientSetup {
  client: HttpClient;
  events: ProviderEvent[];
  /** Asks for `/list` and parses the answer. */
  ask: (signal?: AbortSignal) => Promise<unknown>;
}

type SetUp = Partial<HttpClientSpec> &
  Partial<Omit<HttpContext, 'retryLimit'>> & {
    clock?: Clock;
    /** Of the caller: the context's own limit of repetitions. */
    patience?: Pick<HttpContext, 'retryLimit'>;
  };

/** A client with everything told; `clock`, `fetch` and the spec as given, else patient defaults. */
export function setUpClient({
  clock = createTestClock(),
  fetch: send = (request: Request) => fetch(request),
  attemptTimeoutMs = 5000,
  random = () => 0.5,
  patience = {},
  ...spec
}: SetUp = {}): ClientSetup {
  const events: ProviderEvent[] = [];
  const onEvent = (event: ProviderEvent) => events.push(event);
  const client = createHttpClient(
    { clock, fetch: send, attemptTimeoutMs, random, onEvent, ...patience },
    {
      baseUrl: 'http://127.0.0.1:9',
      requestsPerSecond: null,
      secrets: [],
      maxResponseBytes: 1_000_000,
      ...spec,
    },
  );
  const ask = (signal = new AbortController().signal) =>
    client.request({ path: '/list', signal, read: parseJson });
  return { client, events, ask };
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}
