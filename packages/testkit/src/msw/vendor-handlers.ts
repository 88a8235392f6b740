import type { VendorApi } from '@cdr/core';
import { type HttpHandler, http } from 'msw';

/**
 * msw handlers that answer every request at or below `baseUrl` as the vendor API does, whatever the
 * client is. Requests elsewhere are left to other handlers.
 *
 * @example
 * const server = setupServer(...vendorHandlers('https://acme.thulium.com', vendorApi));
 */
export function vendorHandlers(baseUrl: string, vendorApi: VendorApi): HttpHandler[] {
  const base = baseUrl.replace(/\/+$/, '');
  const isBelow = ({ request }: { request: Request }): boolean => {
    const address = request.url.replace(/[?#].*$/s, '');
    return address === base || address.startsWith(`${base}/`);
  };
  return [http.all(isBelow, ({ request }) => vendorApi(request))];
}
