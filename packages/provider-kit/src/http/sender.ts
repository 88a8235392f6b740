import { TransportError } from '@cdr/core';
import ky from 'ky';
import type { Attempt } from './attempt.ts';
import { createFailure, type Failure } from './failure.ts';
import type { HttpContext } from './http-spec.ts';
import { toTransportFailure } from './transport-failure.ts';
import { withDeadline } from './with-deadline.ts';

/** What an attempt came to on the wire. */
type Sent<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Takes of an answer what matters, within the attempt's deadline. */
export type ReadAnswer<T> = (response: Response, signal: AbortSignal) => Promise<T>;

/** Sends one attempt; rejects with the caller's reason only. */
export type Sender = <T>(attempt: Attempt, read: ReadAnswer<T>) => Promise<Sent<T>>;

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

  async function exchange<T>(
    { method, url, headers, body, credentials }: Attempt,
    read: ReadAnswer<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const response = await http(url, {
      method,
      headers: mergeHeaders(headers, credentials),
      ...(body !== null && { body }),
      signal,
    });
    if (response.type === 'error') throw new TypeError('network error');
    return read(response, signal);
  }

  return async (attempt, read) => {
    const { timeoutMs, where, redact, signal } = attempt;
    const onTimeout = () => createTimeoutError(timeoutMs, where);
    context.onEvent({ type: 'request' });
    try {
      const deadline = { clock: context.clock, signal, timeoutMs, onTimeout };
      const value = await withDeadline(deadline, (inner) => exchange(attempt, read, inner));
      return { ok: true, value };
    } catch (thrown) {
      signal.throwIfAborted();
      const failure =
        thrown instanceof TransportError
          ? createFailure(thrown, 'no complete answer in time')
          : toTransportFailure(thrown, where, redact);
      return { ok: false, failure };
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
