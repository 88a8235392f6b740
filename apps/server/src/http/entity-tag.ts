import { hash } from 'node:crypto';

/** What `If-None-Match` is held against: of an answer that depends on these parts and on the data. */
export function entityTagOf(version: string, parts: readonly unknown[]): string {
  return `W/"${version}-${hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 16)}"`;
}

/** Whether the client has the answer already (RFC 9110, 13.1.2). */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (own: string) => own.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((own) => own.trim() === '*' || bare(own) === bare(tag));
}
