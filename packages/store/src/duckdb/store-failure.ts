import { CdrError, StoreError } from '@cdr/core';

/**
 * What went wrong as an error of this project. The database's own message stays behind in `cause`,
 * since it may quote values; its kind, such as `Out of Memory Error`, is told.
 */
export function storeFailure(cause: unknown, what: string, where: string): CdrError {
  if (CdrError.isInstance(cause)) return cause;
  const kind = /^([A-Z][A-Za-z -]* Error):/.exec(messageOf(cause))?.[1];
  return new StoreError({ what: kind === undefined ? what : `${what}: ${kind}`, where, cause });
}

/** The message of anything that was thrown. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
