import { type CdrError, TransportError, VendorResponseError } from '@cdr/core';
import type { Attempt } from './attempt.ts';
import { createBackoff } from './backoff.ts';
import type { Failure } from './failure.ts';
import type { HttpClientSpec, HttpContext } from './http-spec.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { createRedactor, type Redactor } from './redactor.ts';
import { createRenewal } from './renewal.ts';

/** What an attempt comes to. */
export type Verdict<T> =
  | { kind: 'done'; value: T }
  | { kind: 'redirect'; url: URL }
  | { kind: 'failed'; failure: Failure };

/** A request that is to be sent until it succeeds. */
interface Errand<T> {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string | URLSearchParams | null;
  signal: AbortSignal;
  /** The request line as errors may tell it. */
  describe: (url: URL) => string;
  /** Texts that must never be told, besides the client's own. */
  secrets: (url: URL) => readonly string[];
  /** Sends one attempt and judges what comes back. */
  attempt: (attempt: Attempt) => Promise<Verdict<T>>;
}

/** Runs errands; all of one client share their pace, their waits and their credentials. */
export type Persistence = <T>(errand: Errand<T>) => Promise<T>;

const maxRedirects = 5;

/** Tries again while that may help, within the limits of the spec. */
export function createPersistence(context: HttpContext, spec: HttpClientSpec): Persistence {
  const { clock } = context;
  const { totalTimeoutMs = 600_000 } = spec;
  const { origin } = new URL(spec.baseUrl);
  const limiter = createRateLimiter(spec.requestsPerSecond, clock);
  const backoff = createBackoff(patience(context, spec), context.random);
  const renewal = createRenewal(spec.authorizer);
  const redactSecrets = createRedactor(spec.secrets);

  /** Nobody but the vendor gets credentials, wherever an address leads. */
  async function credentialsFor(url: URL, signal: AbortSignal): Promise<Record<string, string>> {
    return url.origin === origin ? ((await spec.authorizer?.headers(signal)) ?? {}) : {};
  }

  return async <T>(errand: Errand<T>): Promise<T> => {
    const { method, headers, body, signal } = errand;
    const deadlineMs = clock.elapsedMs() + totalTimeoutMs;
    let url = errand.url;
    const decide = backoff.begin();
    let last: CdrError | null = null;
    let retries = 0;
    let redirects = 0;
    let renewed = false;

    for (;;) {
      signal.throwIfAborted();
      const generation = renewal.generation();
      const credentials = await credentialsFor(url, signal);
      const release = await limiter.take(signal);
      const refusalsBefore = backoff.refusals();

      const line = errand.describe(url);
      const where = redactSecrets(retries === 0 ? line : `${line}, attempt ${retries + 1}`);
      let verdict: Verdict<T>;
      try {
        const leftMs = deadlineMs - clock.elapsedMs();
        if (leftMs <= 0) throw last ?? createOutOfTimeError(totalTimeoutMs, where);
        verdict = await errand.attempt({
          method,
          url,
          headers,
          body,
          credentials,
          timeoutMs: Math.min(context.attemptTimeoutMs, leftMs),
          where,
          redact: createLazyRedactor([
            ...spec.secrets,
            ...errand.secrets(url),
            ...Object.values(credentials),
          ]),
          signal,
        });
      } finally {
        // At once: what comes of the attempt must be known before the next request goes.
        release();
      }
      if (verdict.kind === 'done') {
        limiter.resume();
        backoff.succeed();
        return verdict.value;
      }
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
      if (failure.final) {
        if (failure.retryAfterMs !== null) limiter.stop(last, failure.retryAfterMs);
        throw last;
      }
      const { delayMs, pauseMs, isLast } = decide(failure, refusalsBefore);
      if (pauseMs !== null) limiter.pause(pauseMs);
      if (isLast || clock.elapsedMs() + delayMs >= deadlineMs) throw last;
      context.onEvent({ type: 'retry', reason: failure.reason, delayMs });
      retries += 1;
      await clock.sleep(delayMs, signal);
    }
  };
}

/** The spec's, or less of it for a caller who has none. */
function patience({ retryLimit }: HttpContext, spec: HttpClientSpec) {
  if (retryLimit === undefined) return spec;
  return { retryLimit: Math.min(retryLimit, spec.retryLimit ?? retryLimit) };
}

/** Most requests succeed: nothing is prepared before there is something to hide. */
function createLazyRedactor(secrets: readonly string[]): Redactor {
  let redactor: Redactor | null = null;
  return (text) => {
    // What follows the scheme of `Bearer …` is a secret by itself.
    redactor ??= createRedactor([
      ...secrets,
      ...secrets.map((secret) => secret.replace(/^\S+ /, '')),
    ]);
    return redactor(text);
  };
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
