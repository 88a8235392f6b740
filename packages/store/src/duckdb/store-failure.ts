import { CdrError, StoreError } from '@cdr/core';

/**
 * What went wrong as an error of this project. The database's own message stays behind in `cause`,
 * since it may quote values; its kind, such as `Out of Memory Error`, is told.
 */
export function storeFailure(cause: unknown, what: string, where: string): CdrError {
  if (CdrError.isInstance(cause)) return cause;
  const kind = kindOfFailure(cause);
  return new StoreError({ what: kind === undefined ? what : `${what}: ${kind}`, where, cause });
}

/** The kind of an error of the database's, such as `Out of Memory Error`; of other errors nothing. */
export function kindOfFailure(cause: unknown): string | undefined {
  return /^([A-Z][A-Za-z -]* Error):/.exec(messageOf(cause))?.[1];
}

/** The message of anything that was thrown. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
