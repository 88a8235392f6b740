import { TransportError } from '@cdr/core';
import ky from 'ky';
import type { Answer, Attempt } from './attempt.ts';
import { createFailure, type Failure } from './failure.ts';
import type { HttpContext } from './http-spec.ts';
import { readBody } from './read-body.ts';
import { toTransportFailure } from './transport-failure.ts';
import { withDeadline } from './with-deadline.ts';

/** Sends one attempt; rejects with the caller's reason only. */
export type Sender = <T>(attempt: Attempt<T>) => Promise<Answer | Failure>;

const maxRefusalBytes = 65_536;

/** A sender over the context's fetch. Redirects are answers here: nothing is followed. */
export function createSender(context: HttpContext): Sender {
  const http = ky.create({
    fetch: (input, init) =>
      context.fetch(input instanceof Request ? input : new Request(input, init)),
    retry: 0,
    throwHttpErrors: false,
    timeout: false,
    redirect: 'manual',
  });

  async function exchange<T>(attempt: Attempt<T>, signal: AbortSignal): Promise<Answer> {
    const { request, url, credentials } = attempt;
    const response = await http(url, {
      method: request.method ?? 'GET',
      headers: mergeHeaders(request.headers ?? {}, credentials),
      ...(request.body !== undefined && { body: request.body }),
      signal,
    });
    if (response.type === 'error') throw new TypeError('network error');
    const { status, headers } = response;
    const maxBytes = response.ok ? attempt.maxResponseBytes : maxRefusalBytes;
    return { status, headers, ...(await readBody(response, maxBytes, signal)) };
  }

  return async (attempt) => {
    const { timeoutMs, where, redact } = attempt;
    const { signal } = attempt.request;
    const onTimeout = () => createTimeoutError(timeoutMs, where);
    context.onEvent({ type: 'request' });
    try {
      return await withDeadline({ signal, timeoutMs, onTimeout }, (inner) =>
        exchange(attempt, inner),
      );
    } catch (thrown) {
      signal.throwIfAborted();
      return thrown instanceof TransportError
        ? createFailure(thrown, 'no complete answer in time')
        : toTransportFailure(thrown, where, redact);
    }
  };
}

function createTimeoutError(timeoutMs: number, where: string): TransportError {
  return new TransportError({
    what: `No complete answer within ${timeoutMs / 1000} s`,
    where,
    todo: 'Try again later, or allow an attempt more time',
  });
}

/** Credentials win, whatever the letter case of a name. */
function mergeHeaders(...sources: ReadonlyArray<Readonly<Record<string, string>>>): Headers {
  const headers = new Headers({ accept: 'application/json' });
  for (const [name, value] of sources.flatMap(Object.entries)) headers.set(name, value);
  return headers;
}
