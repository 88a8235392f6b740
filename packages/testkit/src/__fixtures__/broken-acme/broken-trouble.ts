import { createAcmeProvider } from '../acme/acme-provider.ts';
import { type Acme, withFetch } from './alter-acme.ts';

/** Acme providers that take a vendor in trouble for one that has nothing. */
export const brokenTrouble: Record<string, () => Acme> = {
  'takes maintenance for an empty page': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      return response.status === 503 ? nothing() : response;
    }),
  'takes a vendor that is not to be reached for an empty page': () =>
    withFetch((fetch) => (request) => fetch(request).catch(nothing)),
  'takes an answer that breaks off for an empty page': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      const { status } = response;
      return response.text().then((text) => new Response(text, { status }), nothing);
    }),
  'takes what has come first for the whole answer': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      const first = await response.body?.getReader().read();
      return first?.value?.at(-1) === '}'.charCodeAt(0)
        ? new Response(first.value, { status: response.status })
        : nothing();
    }),
  'waits for ever': () =>
    withFetch((fetch) => (request) => fetch(new Request(request, { signal: null }))),
  'asks the vendor something whenever a sync begins': () => {
    const acme = createAcmeProvider();
    return {
      ...acme,
      connect(context) {
        const connection = acme.connect(context);
        connection.check(new AbortController().signal).catch(() => {});
        return connection;
      },
    };
  },
};

function nothing(): Response {
  return Response.json({ total: 0, calls: [] });
}
