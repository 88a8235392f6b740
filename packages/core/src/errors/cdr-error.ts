const marker = Symbol.for('cdr.error');

/** What kind of failure an error tells of; stable, for programs that decide by it. */
export type ErrorCode =
  | 'config'
  | 'auth'
  | 'rate-limit'
  | 'transport'
  | 'vendor-response'
  | 'unstable-list'
  | 'window-too-large'
  | 'store'
  | 'store-busy'
  | 'request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'not-acceptable'
  | 'conflict'
  | 'range'
  | 'too-slow'
  | 'too-large'
  | 'too-long'
  | 'too-many-requests'
  | 'unavailable';

/** The parts of an error's message. None of them may hold credentials, bodies or phone numbers. */
export interface ErrorDetails {
  /** What failed, as a sentence without its full stop. */
  what: string;
  /** Where it failed: a source, a file, a request line without its query. */
  where?: string;
  /** What the reader can do about it, as a sentence without its full stop. */
  todo?: string;
  cause?: unknown;
}

/**
 * The base of every error that this project throws on purpose. Test with
 * {@link CdrError.isInstance}, which holds across duplicate installs of the package.
 */
export class CdrError extends Error {
  readonly code: ErrorCode;
  /** Whether the same request may succeed when it is sent again. */
  readonly retryable: boolean;
  readonly what: string;
  readonly where: string | null;
  readonly todo: string | null;

  constructor(code: ErrorCode, retryable: boolean, details: ErrorDetails) {
    const where = details.where === undefined ? '' : ` (${details.where})`;
    const todo = details.todo === undefined ? '' : ` ${sentence(details.todo)}`;
    super(
      `${sentence(details.what + where)}${todo}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.name = new.target.name;
    this.code = code;
    this.retryable = retryable;
    this.what = details.what;
    this.where = details.where ?? null;
    this.todo = details.todo ?? null;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `error` is a CdrError, of this copy of the package or of another. */
  static isInstance(error: unknown): error is CdrError {
    return error instanceof Error && marker in error;
  }
}

/** Questions have their mark already. */
function sentence(text: string): string {
  return /[?!]$/.test(text) ? text : `${text}.`;
}
