import { AuthError, type CdrError, RateLimitError, VendorResponseError } from '@cdr/core';
import { createFailure, type Failure } from './failure.ts';
import type { FailureDescription, HttpClientSpec } from './http-spec.ts';
import { quoteVendorText } from './quote-vendor-text.ts';
import type { Redactor } from './redactor.ts';

/** An answer outside 2xx. */
export interface Refusal {
  status: number;
  /** The beginning of its body. */
  text: string;
  retryAfterMs: number | null;
  /** The request line, for the error. */
  where: string;
}

const transientStatuses = new Set([408, 425]);
const defaultMaxRetryAfterMs = 120_000;

/** What an answer outside 2xx means. */
export function toRefusalFailure(
  refusal: Refusal,
  spec: HttpClientSpec,
  redact: Redactor,
): Failure {
  const { status, retryAfterMs } = refusal;
  const { maxRetryAfterMs = defaultMaxRetryAfterMs } = spec;
  const isTooLong = retryAfterMs !== null && retryAfterMs > maxRetryAfterMs;
  const isTransient = status >= 500 || transientStatuses.has(status);
  const isRateLimit = status === 429 || spec.isRateLimit?.(status, refusal.text) === true;
  const isPatienceAsked = isRateLimit || isTransient;
  const error =
    isRateLimit || (isTransient && isTooLong)
      ? new RateLimitError(describe(refusal, spec, redact, patience(retryAfterMs)))
      : toError(refusal, spec, redact, isTransient);
  return {
    ...createFailure(error, `answered ${status}`),
    ...(isPatienceAsked && { retryAfterMs, final: isTooLong }),
    unauthorized: status === 401 && !isRateLimit,
  };
}

function toError(
  refusal: Refusal,
  spec: HttpClientSpec,
  redact: Redactor,
  retryable: boolean,
): CdrError {
  const details = (todo: string) => describe(refusal, spec, redact, todo);
  if (refusal.status === 401 || spec.isAuthFailure?.(refusal.status, refusal.text) === true) {
    return new AuthError(details('Check the credentials'));
  }
  if (refusal.status === 403) return new AuthError(details('Check what the account may read'));
  const todo = retryable ? 'Try again later' : 'Check the address and the options of the source';
  return new VendorResponseError({ ...details(todo), retryable });
}

function describe(
  { status, text, where }: Refusal,
  spec: HttpClientSpec,
  redact: Redactor,
  ownTodo: string,
): { what: string; where: string; todo: string } {
  const { what = '', todo = ownTodo } = askProvider(spec, status, text);
  const quoted = quoteVendorText(what, redact);
  return {
    what: `The vendor answered ${status}${quoted === '' ? '' : `: ${quoted}`}`,
    where,
    todo: quoteVendorText(todo, redact),
  };
}

/** A gateway's page, which the provider doesn't know, must not hide the refusal itself. */
function askProvider(spec: HttpClientSpec, status: number, text: string): FailureDescription {
  try {
    return spec.describeFailure?.(status, text) ?? {};
  } catch {
    return {};
  }
}

function patience(retryAfterMs: number | null): string {
  if (retryAfterMs === null) return 'Ask less often, or try again later';
  return `The vendor asks to wait ${Math.ceil(retryAfterMs / 1000)} s; try again after that`;
}
