import { CdrError, VendorResponseError } from '@cdr/core';
import type { AcmeOptions } from '../acme/acme-provider.ts';
import {
  type Acme,
  withConnection,
  withFetch,
  withPages,
  withReading,
  withSession,
} from './alter-acme.ts';

/** Acme providers that read well, and do besides what they must not. */
export const brokenManners: Record<string, () => Acme> = {
  'says nothing of its vendor': () =>
    withConnection((connection) => ({ ...connection, check: async () => '' })),
  'says that it is let in where it has not asked': () =>
    withConnection((connection) => ({ ...connection, check: async () => 'Acme is there' })),
  'takes the network from the machine': () => withFetch(() => (request) => fetch(request)),
  'waits by a timer of its own': () =>
    withFetch((fetch) => async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return fetch(request);
    }),
  'does not listen to its signal': () =>
    withReading((request) => ({ ...request, signal: new AbortController().signal })),
  'keeps its token with every row': () =>
    withPages((page, { options }) => ({
      ...page,
      rows: page.rows.map((row) => ({ ...Object(row), token: options.token })),
      texts: page.texts.map((text) => text.replace('{', `{"token":"${options.token}",`)),
    })),
  'hides its token, and not that of its session in the query': () =>
    withSession((request, session) => {
      const url = new URL(request.url);
      url.searchParams.set('session', session);
      return new Request(url, request);
    }),
  'hides its token, and not that of its session in a header': () =>
    withSession((request, session) => {
      request.headers.set('x-visitor', session);
      return request;
    }),
  'leaks its token into errors': () =>
    withConnection((connection, { options }) => ({
      check: (signal) => connection.check(signal).catch(leakingErrors(options)),
      async *read(request) {
        try {
          yield* connection.read(request);
        } catch (error) {
          leakingErrors(options)(error);
        }
      },
    })),
};

/** Throws errors again, with the token in them. */
export function leakingErrors({ token }: AcmeOptions): (error: unknown) => never {
  return (error) => {
    if (!CdrError.isInstance(error)) throw error;
    throw new VendorResponseError({ what: `${error.message} Token: ${btoa(token)}` });
  };
}
