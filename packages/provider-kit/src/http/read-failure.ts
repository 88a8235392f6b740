import { AuthError, CdrError, RateLimitError, VendorResponseError } from '@cdr/core';
import { z } from 'zod';
import { describeIssues } from '../rows/describe-issues.ts';
import { createFailure, type Failure } from './failure.ts';
import type { Redactor } from './redactor.ts';

/** What a `read` threw. Whatever is neither ours nor a schema's is a bug, and is thrown on. */
export function toReadFailure(thrown: unknown, where: string, redact: Redactor): Failure {
  const reason = 'unusable answer';
  if (thrown instanceof z.core.$ZodError) {
    const what = `The answer is not as documented: ${redact(describeIssues(thrown))}`;
    return createFailure(new VendorResponseError({ what, where }), reason);
  }
  if (!CdrError.isInstance(thrown)) throw thrown;
  const error = locate(thrown, thrown.where ?? where, redact);
  return { ...createFailure(error, reason), unauthorized: error.code === 'auth' };
}

/** `read` knows neither the address nor the secrets. Causes stay behind: they may quote bodies. */
function locate(error: CdrError, where: string, redact: Redactor): CdrError {
  const details = {
    what: redact(error.what),
    where: redact(where),
    ...(error.todo !== null && { todo: redact(error.todo) }),
  };
  if (error.code === 'auth') return new AuthError(details);
  if (error.code === 'rate-limit') return new RateLimitError(details);
  if (error.code !== 'vendor-response') return error;
  return new VendorResponseError({ ...details, retryable: error.retryable });
}
