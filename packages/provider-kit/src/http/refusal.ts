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

/** What a client knows of its vendor's refusals. */
export type RefusalRules = Pick<
  HttpClientSpec,
  'isRateLimit' | 'readWait' | 'isAuthFailure' | 'describeFailure' | 'maxRetryAfterMs'
>;

type Kind = 'rate-limit' | 'credentials' | 'rights' | 'transient' | 'lasting';

interface Details {
  what: string;
  where: string;
  todo: string;
}

const transientStatuses = new Set([408, 425]);
const defaultMaxRetryAfterMs = 120_000;

const ownTodos: Readonly<Record<Kind, string>> = {
  'rate-limit': 'Ask less often, or try again later',
  credentials: 'Check the credentials',
  rights: 'Check what the account may read',
  transient: 'Try again later',
  lasting: 'Check the address and the options of the source',
};

/** What an answer outside 2xx means. */
export function toRefusalFailure(refusal: Refusal, spec: RefusalRules, redact: Redactor): Failure {
  const { maxRetryAfterMs = defaultMaxRetryAfterMs } = spec;
  const wordedMs = askProvider(() => spec.readWait?.(refusal.status, refusal.text) ?? null, null);
  const kind = wordedMs === null ? classify(refusal, spec) : 'rate-limit';
  const mayWait = kind === 'rate-limit' || kind === 'transient';
  const retryAfterMs = mayWait ? (wordedMs ?? refusal.retryAfterMs) : null;
  const isTooLong = retryAfterMs !== null && retryAfterMs > maxRetryAfterMs;
  const details = describe({ ...refusal, retryAfterMs }, kind, spec, redact);
  const error = toError(isTooLong ? 'rate-limit' : kind, { ...details, retryAfterMs });
  return {
    ...createFailure(error, `answered ${refusal.status}`),
    final: isTooLong || !error.retryable,
    retryAfterMs,
    unauthorized: kind === 'credentials',
  };
}

function classify({ status, text }: Refusal, spec: RefusalRules): Kind {
  const recognises = (hook: HttpClientSpec['isRateLimit']) =>
    askProvider(() => hook?.(status, text) === true, false);
  if (status === 429 || recognises(spec.isRateLimit)) return 'rate-limit';
  if (status === 401 || recognises(spec.isAuthFailure)) return 'credentials';
  if (status === 403) return 'rights';
  return status >= 500 || transientStatuses.has(status) ? 'transient' : 'lasting';
}

function toError(kind: Kind, details: Details & { retryAfterMs: number | null }): CdrError {
  if (kind === 'rate-limit') return new RateLimitError(details);
  if (kind === 'credentials' || kind === 'rights') return new AuthError(details);
  return new VendorResponseError({ ...details, retryable: kind === 'transient' });
}

function describe(
  { status, text, where, retryAfterMs }: Refusal,
  kind: Kind,
  spec: RefusalRules,
  redact: Redactor,
): Details {
  const { what = '', todo = ownTodos[kind] } = askProvider<FailureDescription>(
    () => spec.describeFailure?.(status, text) ?? {},
    {},
  );
  const wait = retryAfterMs === null ? '' : ` and asks to wait ${Math.ceil(retryAfterMs / 1000)} s`;
  const quoted = quoteVendorText(what, redact);
  return {
    what: `The vendor answered ${status}${wait}${quoted === '' ? '' : `: ${quoted}`}`,
    where,
    todo: quoteVendorText(todo, redact),
  };
}

/** A gateway's page, which the provider doesn't know, must not hide the refusal itself. */
function askProvider<T>(ask: () => T, otherwise: T): T {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}
