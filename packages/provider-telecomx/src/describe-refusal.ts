import type { FailureDescription } from '@cdr/provider-kit';
import { z } from 'zod';

const refusalSchema = z.record(z.string(), z.unknown());
/** `access_denied`, `groupingInterval`: what a token or a sentence can't look like. */
const codeWord = /^[a-zA-Z_]{2,40}$/;

/**
 * The vendor's word for a refusal, and what to do about it. In which member it stands isn't
 * documented. Throws on other bodies.
 */
export function describeRefusal(status: number, bodyText: string): FailureDescription {
  const told = Object.values(refusalSchema.parse(JSON.parse(bodyText)));
  const what = told
    .filter((value) => typeof value === 'string')
    .filter((value) => codeWord.test(value))
    .join(', ');
  return status === 403
    ? { what, todo: 'Use an account with the access level VIEWER or higher' }
    : { what };
}
