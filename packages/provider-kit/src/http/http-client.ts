import { type CdrError, TransportError, VendorResponseError } from '@cdr/core';
import type { Attempt } from './attempt.ts';
import { createBackoff } from './backoff.ts';
import { createRequestUrl, type HttpRequest } from './http-request.ts';
import type { HttpClientSpec, HttpContext } from './http-spec.ts';
import { judgeAnswer, type Verdict } from './judge-answer.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { createRedactor, type Redactor } from './redactor.ts';
import { createRenewal } from './renewal.ts';
import { createSender } from './sender.ts';

/** Asks one vendor. */
export interface HttpClient {
  /**
   * Sends a request until its answer can be read. Rejects with the signal's reason as soon as that
   * aborts, else with a `CdrError` that holds no query, body or credential.
   */
  request<T>(request: HttpRequest<T>): Promise<T>;
}

const maxRedirects = 5;

/**
 * A client that asks until it has a usable answer. Asked again, with jittered waits: 408, 425, 429,
 * 5xx, connections refused, broken or cut off, answers past the attempt's deadline, answers that
 * `read` refuses. Asked again once, with new credentials: 401. Final: every other 4xx, answers over
 * the size limit, redirects off the origin, which are never followed. A wait that the vendor asks
 * for holds for every request of the client.
 */
export function createHttpClient(context: HttpContext, spec: HttpClientSpec): HttpClient {
  const { clock } = context;
  const { totalTimeoutMs = 600_000 } = spec;
  const limiter = createRateLimiter(spec.requestsPerSecond, clock);
  const renewal = createRenewal(spec.authorizer);
  const send = createSender(context);
  const redactSecrets = createRedactor(spec.secrets);

  async function ask<T>(attempt: Attempt<T>): Promise<Verdict<T>> {
    const answer = await send(attempt);
    if ('error' in answer) return { kind: 'failed', failure: answer };
    return judgeAnswer(answer, attempt, spec, clock.now());
  }

  async function request<T>(request: HttpRequest<T>): Promise<T> {
    const { signal } = request;
    const deadlineMs = clock.elapsedMs() + totalTimeoutMs;
    let url = createRequestUrl(spec.baseUrl, request.path, request.query);
    const decide = createBackoff(spec, context.random);
    let last: CdrError | null = null;
    let retries = 0;
    let redirects = 0;
    let renewed = false;

    for (;;) {
      signal.throwIfAborted();
      const generation = renewal.generation();
      const credentials = (await spec.authorizer?.headers(signal)) ?? {};
      await limiter.take(signal);

      const where = redactSecrets(describeAttempt(request, url, retries));
      const leftMs = deadlineMs - clock.elapsedMs();
      if (leftMs <= 0) throw last ?? createOutOfTimeError(totalTimeoutMs, where);
      const verdict = await ask({
        request,
        url,
        credentials,
        maxResponseBytes: spec.maxResponseBytes,
        timeoutMs: Math.min(context.attemptTimeoutMs, leftMs),
        where,
        redact: createLazyRedactor([...spec.secrets, ...Object.values(credentials)]),
      });
      if (verdict.kind === 'done') return verdict.value;
      if (verdict.kind === 'redirect') {
        if (redirects === maxRedirects) throw createRedirectLoopError(where);
        redirects += 1;
        url = verdict.url;
        continue;
      }

      const { failure } = verdict;
      last = failure.error;
      if (failure.unauthorized && !renewed && (await renewal.renew(generation, signal))) {
        renewed = true;
        context.onEvent({ type: 'retry', reason: 'credentials renewed', delayMs: 0 });
        continue;
      }
      if (failure.final) throw last;
      const { delayMs, pauseMs, isLast } = decide(failure);
      if (pauseMs !== null) limiter.pause(pauseMs);
      if (isLast || clock.elapsedMs() + delayMs >= deadlineMs) throw last;
      context.onEvent({ type: 'retry', reason: failure.reason, delayMs });
      retries += 1;
      await clock.sleep(delayMs, signal);
    }
  }
  return { request };
}

/** Most requests succeed: nothing is prepared before there is something to hide. */
function createLazyRedactor(headers: readonly string[]): Redactor {
  let redactor: Redactor | null = null;
  return (text) => {
    // What follows the scheme of `Bearer …` is a secret by itself.
    redactor ??= createRedactor([
      ...headers,
      ...headers.map((header) => header.replace(/^\S+ /, '')),
    ]);
    return redactor(text);
  };
}

/** The request line without its query, which may name people. */
function describeAttempt<T>(request: HttpRequest<T>, url: URL, retries: number): string {
  const line = `${request.method ?? 'GET'} ${url.origin}${url.pathname}`;
  return retries === 0 ? line : `${line}, attempt ${retries + 1}`;
}

function createOutOfTimeError(totalTimeoutMs: number, where: string): TransportError {
  return new TransportError({
    what: `No answer within ${totalTimeoutMs / 1000} s, waits included`,
    where,
    todo: 'Try again later',
  });
}

function createRedirectLoopError(where: string): VendorResponseError {
  return new VendorResponseError({
    what: `The vendor sent the request on more than ${maxRedirects} times`,
    where,
    todo: 'Check baseUrl',
    retryable: false,
  });
}
