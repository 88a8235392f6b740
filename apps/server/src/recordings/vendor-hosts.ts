import { VendorResponseError } from '@cdr/core';
import type { Runtime, SourceConfig } from '@cdr/engine';

/** Says of addresses whether they are the vendor's. */
export type IsVendorHost = (url: URL) => boolean;

/** How a vendor's hosts are reached, and no others. */
export interface VendorReach {
  fetch: Runtime['fetch'];
  isVendorHost: IsVendorHost;
  refuse: (error: VendorResponseError) => void;
}

const mostRedirects = 5;

/**
 * The hosts of a source's vendor: those that its provider names, `*.` standing for any names in front,
 * and the one that config names.
 */
export function vendorHosts(hosts: readonly string[], { options }: SourceConfig): IsVendorHost {
  const { baseUrl } = options;
  const own = typeof baseUrl === 'string' && URL.canParse(baseUrl) ? new URL(baseUrl).origin : null;
  return (url) =>
    url.origin === own ||
    (url.protocol === 'https:' &&
      hosts.some((host) =>
        host.startsWith('*.') ? url.host.endsWith(host.slice(1)) : url.host === host,
      ));
}

/**
 * Reaches the vendor's hosts alone, wherever addresses and redirects lead. `refuse` is told of the first
 * one that leads elsewhere, before the error is thrown, which a client may take for a broken connection.
 */
export function fetchFromVendor({ fetch, isVendorHost, refuse }: VendorReach): Runtime['fetch'] {
  return async (request) => {
    let next = new Request(request, { redirect: 'manual' });
    for (let hops = 0; ; hops += 1) {
      if (!isVendorHost(new URL(next.url))) {
        const error = foreignHost();
        refuse(error);
        throw error;
      }
      const response = await fetch(next);
      const target = targetOf(response, next.url);
      if (target === null || hops === mostRedirects) return response;
      await response.body?.cancel();
      const headers = new Headers(next.headers);
      // What lets us in at one place is nobody else's business.
      if (target.origin !== new URL(next.url).origin) headers.delete('authorization');
      next = new Request(target, {
        method: 'GET',
        headers,
        redirect: 'manual',
        signal: next.signal,
      });
    }
  };
}

/** What there is to say of an address that is not the vendor's. */
export function foreignHost(): VendorResponseError {
  return new VendorResponseError({
    what: "The recording is said to be at a host that is none of the vendor's",
    retryable: false,
  });
}

function targetOf({ status, headers }: Response, from: string): URL | null {
  const location = headers.get('location');
  const isRedirect = [301, 302, 303, 307, 308].includes(status);
  return isRedirect && location !== null && URL.canParse(location, from)
    ? new URL(location, from)
    : null;
}
