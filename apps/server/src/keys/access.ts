import { type ApiRole, apiRoles } from '@cdr/core';

/** What the holder of a key may do. */
export interface Access {
  keyId: string;
  role: ApiRole;
  /** The sources that the key is limited to; `null` for all. */
  sources: readonly string[] | null;
}

/** Whether the role allows what `needed` allows. */
export function hasRole({ role }: Pick<Access, 'role'>, needed: ApiRole): boolean {
  return apiRoles.indexOf(role) >= apiRoles.indexOf(needed);
}

/** Whether the key may know of the source. */
export function maySee({ sources }: Pick<Access, 'sources'>, source: string): boolean {
  return sources === null || sources.includes(source);
}
