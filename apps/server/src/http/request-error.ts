import { CdrError, type ErrorCode, type ErrorDetails } from '@cdr/core';

/** The failures that are the client's to mend, and their HTTP statuses. */
export const requestErrorStatus = {
  request: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'not-acceptable': 406,
  conflict: 409,
  range: 416,
  unavailable: 503,
} as const satisfies Partial<Record<ErrorCode, number>>;

/** See {@link requestErrorStatus}. */
export type RequestErrorCode = keyof typeof requestErrorStatus;

/** A request that is refused. */
export class RequestError extends CdrError {
  constructor(code: RequestErrorCode, details: ErrorDetails) {
    super(code, code === 'unavailable', details);
  }
}
