import { type EpochMs, TransportError, VendorResponseError, WindowTooLargeError } from '@cdr/core';
import type { Answer, Attempt } from './attempt.ts';
import { createFailure, type Failure } from './failure.ts';
import type { HttpClientSpec } from './http-spec.ts';
import { toReadFailure } from './read-failure.ts';
import { toRefusalFailure } from './refusal.ts';
import { readRetryAfter } from './retry-after.ts';

/** What an answer comes to. */
export type Verdict<T> =
  | { kind: 'done'; value: T }
  | { kind: 'redirect'; url: URL }
  | { kind: 'failed'; failure: Failure };

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Reads an answer, or says what is wrong with it. */
export function judgeAnswer<T>(
  answer: Answer,
  attempt: Attempt<T>,
  spec: HttpClientSpec,
  now: EpochMs,
): Verdict<T> {
  const { status, headers, text } = answer;
  const { where, redact } = attempt;
  if (redirectStatuses.has(status)) return judgeRedirect(answer, attempt);
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
    return { kind: 'done', value: attempt.request.read(text) };
  } catch (thrown) {
    return { kind: 'failed', failure: toReadFailure(thrown, where, redact) };
  }
}

function judgeRedirect<T>({ status, headers }: Answer, attempt: Attempt<T>): Verdict<T> {
  const { url, where, request } = attempt;
  const location = headers.get('location');
  const target =
    location !== null && URL.canParse(location, url.href) ? new URL(location, url) : null;
  const isRead = (request.method ?? 'GET').toUpperCase() === 'GET';
  if (isRead && target?.origin === url.origin) return { kind: 'redirect', url: target };
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
