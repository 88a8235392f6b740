import { type OpenRecording, type PartialRecording, VendorResponseError } from '@cdr/core';
import type { Attempt } from './attempt.ts';
import { createFailure } from './failure.ts';
import type { HttpClientSpec, HttpContext } from './http-spec.ts';
import type { Verdict } from './persistence.ts';
import { isRedirect, redirectTarget } from './redirect.ts';
import { type Refusal, type RefusalRules, toRefusalFailure } from './refusal.ts';
import { readRetryAfter } from './retry-after.ts';
import { streamBody } from './stream-body.ts';

/** An answer whose body is still to come; of a refusal, its beginning. */
export interface FileAnswer {
  response: Response;
  text: string;
}

/** What an answer is judged by. */
export interface FileJudging {
  attempt: Attempt;
  partial: PartialRecording | null;
  spec: HttpClientSpec;
  context: HttpContext;
}

/** What an answer says of a file: here it is, there is none, or the rest of it can't be had alone. */
type FileVerdict = Verdict<OpenRecording | 'start-over' | null>;

const absentStatuses = new Set([404, 410]);
/** Nothing yet, or nothing at all. */
const emptyStatuses = new Set([202, 204, 205]);
const rangeNotSatisfiable = 416;
const restedMs = 60_000;

/** Says what an answer is, before its body is read. */
export function judgeFile(
  { response, text }: FileAnswer,
  { attempt, partial, spec, context }: FileJudging,
): FileVerdict {
  const { status, headers } = response;
  if (isRedirect(status)) return judgeRedirect(headers, attempt);
  if (status === rangeNotSatisfiable && partial !== null) {
    return { kind: 'done', value: 'start-over' };
  }
  if (!response.ok) {
    const retryAfterMs = readRetryAfter(headers, context.clock.now());
    const refusal = { status, text, retryAfterMs, where: attempt.where };
    return judgeRefusal(refusal, attempt, spec);
  }
  if (emptyStatuses.has(status) || response.body === null) {
    response.body?.cancel().catch(() => undefined);
    return { kind: 'done', value: null };
  }
  return judgeContent(response, response.body, { attempt, partial, context });
}

function judgeContent(
  { status, headers }: Response,
  body: ReadableStream<Uint8Array>,
  { attempt, partial, context }: Omit<FileJudging, 'spec'>,
): FileVerdict {
  const range = status === 206 ? contentRange(headers) : null;
  if (status === 206 && (range === null || range.first !== partial?.bytes)) {
    body.cancel().catch(() => undefined);
    return failed(attempt, 'The vendor answers another part of the file than was asked for');
  }
  const isEncoded = headers.has('content-encoding');
  const length = isEncoded ? null : wholeNumber(headers.get('content-length'));
  const { clock, attemptTimeoutMs: idleMs } = context;
  return {
    kind: 'done',
    value: {
      offset: range?.first ?? 0,
      size: range === null ? length : range.size,
      type: headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? null,
      version: isEncoded ? null : versionOf(headers),
      body: streamBody(body, { clock, attempt, expected: length, idleMs }),
    },
  };
}

/** The vendor's words are not quoted: they may quote the address. */
function judgeRefusal(
  refusal: Refusal,
  { redact, url, where }: Attempt,
  spec: HttpClientSpec,
): FileVerdict {
  const isVendor = url.origin === new URL(spec.baseUrl).origin;
  const rules: RefusalRules = isVendor ? { ...spec, describeFailure: () => ({}) } : {};
  const failure = toRefusalFailure(refusal, rules, redact);
  const { code } = failure.error;
  if (code === 'vendor-response' && absentStatuses.has(refusal.status)) {
    return { kind: 'done', value: null };
  }
  if (code !== 'auth' || isVendor) return { kind: 'failed', failure };
  // No credentials were sent there.
  const error = new VendorResponseError({
    what: `The address was refused with ${refusal.status}`,
    where,
    todo: 'It may have expired: sync the range again for a new one',
    retryable: false,
  });
  return { kind: 'failed', failure: createFailure(error, failure.reason) };
}

/** Files often lie with somebody else. What began encrypted stays so. */
function judgeRedirect(headers: Headers, attempt: Attempt): FileVerdict {
  const target = redirectTarget(headers, attempt.url);
  const isPlain = target?.username === '' && target.password === '';
  const isSafe = target?.protocol === 'https:' || target?.protocol === attempt.url.protocol;
  if (target !== null && isPlain && isSafe) return { kind: 'redirect', url: target };
  return failed(attempt, 'The vendor sends the request on to an address that is not followed');
}

function failed({ where }: Attempt, what: string): FileVerdict {
  const error = new VendorResponseError({ what, where, retryable: false });
  return { kind: 'failed', failure: createFailure(error, what) };
}

/**
 * What may be asked with in `If-Range`: an ETag that isn't weak, for a weak one vouches for no bytes (RFC 9110,
 * 8.8.1); else the time of the last change, once it is so long ago that two changes can't share it (8.8.2.2).
 */
function versionOf(headers: Headers): string | null {
  const etag = headers.get('etag');
  if (etag !== null) return etag.startsWith('"') ? etag : null;
  const changed = headers.get('last-modified');
  const agoMs = Date.parse(headers.get('date') ?? '') - Date.parse(changed ?? '');
  return agoMs >= restedMs ? changed : null;
}

function contentRange(headers: Headers): { first: number; size: number | null } | null {
  const [, first, size] =
    /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(headers.get('content-range') ?? '') ?? [];
  return first === undefined || size === undefined
    ? null
    : { first: Number(first), size: wholeNumber(size) };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
