import type { VendorApi } from '@cdr/core';

/** Which API answers a request line's target, and the path that it is to see; `null` for none. */
export type Router = (target: string) => { api: VendorApi; path: string } | null;

/** Routes everything to a single API, or by the first part of the path to one of several. */
export function createRouter(apis: VendorApi | Readonly<Record<string, VendorApi>>): Router {
  if (typeof apis === 'function') {
    return (target) => (target.startsWith('/') ? { api: apis, path: target } : null);
  }
  const byName = new Map(
    Object.entries(apis).map(([name, api]) => [encodeURIComponent(name), api]),
  );
  return (target) => {
    const [, name = '', rest = ''] = /^\/([^/?]*)(.*)$/.exec(target) ?? [];
    const api = byName.get(name);
    return api === undefined ? null : { api, path: rest.startsWith('/') ? rest : `/${rest}` };
  };
}
