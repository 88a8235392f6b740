import type { ConnectContext } from '@cdr/core';
import { readBearerToken } from '@cdr/provider-kit';
import type { TelecomxOptions } from './options.ts';

type Fetch = ConnectContext<unknown>['fetch'];

/** Sends the token of each request where the options want it, and not as the documents say. */
export function placeToken(fetch: Fetch, { tokenHeader, tokenQuery }: TelecomxOptions): Fetch {
  if (tokenHeader === undefined && tokenQuery === undefined) return fetch;
  return (request) => {
    const token = readBearerToken(request);
    if (token === null) return fetch(request);
    const url = new URL(request.url);
    if (tokenQuery !== undefined) url.searchParams.set(tokenQuery, token);
    const placed = new Request(url, request);
    placed.headers.delete('authorization');
    if (tokenHeader !== undefined) placed.headers.set(tokenHeader, token);
    return fetch(placed);
  };
}
