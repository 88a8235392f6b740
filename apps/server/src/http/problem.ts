import { STATUS_CODES } from 'node:http';
import { CdrError, type ErrorCode } from '@cdr/core';
import { z } from 'zod';
import { type RequestErrorCode, requestErrorStatus } from './request-error.ts';

/** The media type of {@link problemSchema}. */
export const problemType = 'application/problem+json; charset=utf-8';

/** What went wrong, after RFC 9457. */
export const problemSchema = z
  .strictObject({
    /** Names the kind of problem, as `code` does. */
    type: z.string(),
    /** The status in words. */
    title: z.string(),
    status: z.int(),
    /** What failed and what to do, for people. */
    detail: z.string(),
    /** What failed, for programs. */
    code: z.string(),
    /** Under which the log tells of the request. */
    requestId: z.string(),
  })
  .meta({ description: 'A problem, after RFC 9457' });

/** See {@link problemSchema}. */
export type Problem = z.infer<typeof problemSchema>;

const vendorFailure = 502;
const ownFailure = 500;

const statusOf: Record<ErrorCode, number> = {
  ...requestErrorStatus,
  // What people ask for is wrong: a time, a zone, the name of a source.
  config: 400,
  auth: vendorFailure,
  'rate-limit': vendorFailure,
  transport: vendorFailure,
  'vendor-response': vendorFailure,
  'unstable-list': vendorFailure,
  'window-too-large': vendorFailure,
  store: ownFailure,
  'store-busy': 503,
};

/** What the HTTP framework refuses besides requests that are wrong. */
const frameworkCodes: Record<number, RequestErrorCode> = {
  408: 'too-slow',
  413: 'too-large',
  431: 'too-long',
};

/** An error as a client may know it; one that nobody foresaw tells nothing of itself. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (CdrError.isInstance(error)) {
    return problemOf({ status: statusOf[error.code], code: error.code, requestId }, error.message);
  }
  const status = frameworkStatus(error);
  if (status !== null && error instanceof Error) {
    const code = frameworkCodes[status] ?? 'request';
    return problemOf({ status, code, requestId }, `${error.message}.`);
  }
  const detail = 'Something failed here. The log of the server tells more, under the request id.';
  return problemOf({ status: ownFailure, code: 'internal', requestId }, detail);
}

/**
 * Whether the log is to tell of it. That there is too much to do, or soon nothing any more, is no failure,
 * and would be told most when there is most to do.
 */
export function isFailure({ status, code }: Problem): boolean {
  return status >= ownFailure && code !== 'unavailable';
}

function problemOf(
  { status, code, requestId }: Pick<Problem, 'status' | 'code' | 'requestId'>,
  detail: string,
): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: `urn:cdr:problem:${code}`, title, status, detail, code, requestId };
}

/** The status of a refusal that the HTTP framework makes itself, such as a body that is too large. */
function frameworkStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
    ? statusCode
    : null;
}
