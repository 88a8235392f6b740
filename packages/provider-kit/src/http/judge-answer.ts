import { type EpochMs, TransportError, VendorResponseError, WindowTooLargeError } from '@cdr/core';
import type { Answer, Attempt } from './attempt.ts';
import { createFailure, type Failure } from './failure.ts';
import type { HttpClientSpec } from './http-spec.ts';
import type { Verdict } from './persistence.ts';
import { toReadFailure } from './read-failure.ts';
import { isRedirect, redirectTarget } from './redirect.ts';
import { toRefusalFailure } from './refusal.ts';
import { readRetryAfter } from './retry-after.ts';

/** What an answer is judged by. */
export interface Judging<T> {
  attempt: Attempt;
  read: (text: string) => T;
  spec: HttpClientSpec;
  now: EpochMs;
}

/** Reads an answer, or says what is wrong with it. */
export function judgeAnswer<T>(
  answer: Answer,
  { attempt, read, spec, now }: Judging<T>,
): Verdict<T> {
  const { status, headers, text } = answer;
  const { where, redact } = attempt;
  if (isRedirect(status)) return judgeRedirect(answer, attempt);
  if (status < 200 || status > 299) {
    const retryAfterMs = readRetryAfter(headers, now);
    const refusal = { status, text, retryAfterMs, where };
    return { kind: 'failed', failure: toRefusalFailure(refusal, spec, redact) };
  }
  if (answer.exceeded) {
    const what = `The answer is longer than ${spec.maxResponseBytes} bytes`;
    return failed(new WindowTooLargeError({ what, where, todo: 'Ask for a shorter range' }), what);
  }
  if (isCutOff(answer)) {
    const what = 'The answer was cut off';
    return failed(new TransportError({ what, where, todo: 'Try again later' }), what);
  }
  try {
    return { kind: 'done', value: read(text) };
  } catch (thrown) {
    return { kind: 'failed', failure: toReadFailure(thrown, where, redact) };
  }
}

/** Within the origin for those who only read: nobody else gets credentials or bodies. */
function judgeRedirect<T>({ status, headers }: Answer, attempt: Attempt): Verdict<T> {
  const { url, where, method } = attempt;
  const target = redirectTarget(headers, url);
  if (method.toUpperCase() === 'GET' && target?.origin === url.origin) {
    return { kind: 'redirect', url: target };
  }
  const to = target === null ? 'nowhere' : target.origin;
  const what = `The vendor answered ${status}: it sends the request on to ${to}`;
  const todo = 'If that is the right address, set it as baseUrl';
  return failed(new VendorResponseError({ what, where, todo, retryable: false }), what);
}

/** Compressed bodies are left out: what was told is their length on the wire. */
function isCutOff({ headers, size }: Answer): boolean {
  const told = headers.get('content-length');
  return told !== null && !headers.has('content-encoding') && size < Number(told);
}

function failed(error: Failure['error'], reason: string): { kind: 'failed'; failure: Failure } {
  return { kind: 'failed', failure: createFailure(error, reason) };
}
