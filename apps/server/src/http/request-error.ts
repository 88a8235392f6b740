import { CdrError, type ErrorCode, type ErrorDetails } from '@cdr/core';

/** The failures that are the client's to mend, and their HTTP statuses. */
export const requestErrorStatus = {
  request: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'not-acceptable': 406,
  'too-slow': 408,
  conflict: 409,
  'too-large': 413,
  'too-long': 414,
  range: 416,
  'too-many-requests': 429,
  unavailable: 503,
} as const satisfies Partial<Record<ErrorCode, number>>;

/** See {@link requestErrorStatus}. */
export type RequestErrorCode = keyof typeof requestErrorStatus;

/** What may be answered another time. */
const passing: readonly RequestErrorCode[] = ['too-many-requests', 'unavailable'];

/** A request that is refused. */
export class RequestError extends CdrError {
  constructor(code: RequestErrorCode, details: ErrorDetails) {
    super(code, passing.includes(code), details);
  }
}
