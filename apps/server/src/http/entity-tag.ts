import { hash } from 'node:crypto';

/**
 * What `If-None-Match` is held against: of an answer that depends on these parts and on the data. Only
 * who knows the version could tell it from the tag.
 */
export function entityTagOf(version: string, parts: readonly unknown[]): string {
  return `W/"${hash('sha256', JSON.stringify([version, ...parts]), 'base64url')}"`;
}

/** Whether the client has the answer already (RFC 9110, 13.1.2). `*` is no tag. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (own: string) => own.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((own) => bare(own) === bare(tag));
}
