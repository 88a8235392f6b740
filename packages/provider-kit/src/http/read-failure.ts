import { CdrError, VendorResponseError } from '@cdr/core';
import { ZodError } from 'zod';
import { describeIssues } from '../rows/describe-issues.ts';
import { createFailure, type Failure } from './failure.ts';
import type { Redactor } from './redactor.ts';

/** What a `read` threw. Whatever is neither ours nor a schema's is a bug, and is thrown on. */
export function toReadFailure(thrown: unknown, where: string, redact: Redactor): Failure {
  const reason = 'unusable answer';
  if (thrown instanceof ZodError) {
    const what = `The answer is not as documented: ${redact(describeIssues(thrown))}`;
    return createFailure(new VendorResponseError({ what, where }), reason);
  }
  if (!CdrError.isInstance(thrown)) throw thrown;
  thrown.message = redact(thrown.message);
  return { ...createFailure(thrown, reason), unauthorized: thrown.code === 'auth' };
}
