import type { paths } from './generated/api.ts';

/** What went wrong, after RFC 9457, as the server tells it. */
export type Problem =
  paths['/v1/calls']['get']['responses'][400]['content']['application/problem+json'];

/** For other copies of this package. */
const marker = Symbol.for('cdr.client.problem');

/** An answer of the server that says what went wrong. What fails before there is an answer is `fetch`'s. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly [marker] = true;
  readonly status: number;
  /** What failed, for programs, such as `request` or `forbidden`; `null` where something between says no. */
  readonly code: string | null;
  /** Under which the server's log tells of the request; `null` as `code` is. */
  readonly requestId: string | null;

  constructor(status: number, problem: Problem | null, message: string) {
    super(message);
    this.status = status;
    this.code = problem?.code ?? null;
    this.requestId = problem?.requestId ?? null;
  }

  /** Whether an error is one, whichever copy of this package made it. */
  static isInstance(error: unknown): error is ProblemError {
    return error instanceof Error && marker in error;
  }
}

/** The error that an answer tells of. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const { status, statusText, headers } = response;
  const isTold = headers.get('content-type')?.startsWith('application/problem+json') === true;
  const answer: unknown = isTold ? await response.json() : await response.body?.cancel();
  return isProblem(answer)
    ? new ProblemError(status, answer, answer.detail)
    : new ProblemError(status, null, `The answer is ${status} ${statusText}`.trimEnd());
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'detail' in answer;
}
