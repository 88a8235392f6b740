import { createAcmeProvider } from '../acme/acme-provider.ts';
import { type Acme, withFetch } from './alter-acme.ts';

/** Acme providers that take a vendor in trouble for one that has nothing, or give it no rest. */
export const brokenTrouble: Record<string, () => Acme> = {
  'takes what it cannot read for an empty page': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      const text = await response.text().catch(() => '');
      const { status } = response;
      return isList(text) || !response.ok ? new Response(text, { status }) : nothing();
    }),
  'swallows errors as empty pages': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      return response.ok ? response : nothing();
    }),
  'retries a 401 for ever': () =>
    withFetch((fetch) => async (request) => {
      for (;;) {
        const response = await fetch(request.clone());
        if (response.status !== 401) return response;
      }
    }),
  'does not wait as long as it is told': () =>
    withFetch((fetch) => async (request) => {
      const { status, body } = await fetch(request);
      return new Response(body, { status });
    }),
  'waits for seconds alone': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      const seconds = response.headers.get('retry-after') ?? '';
      const headers = /^\d+$/.test(seconds) ? { 'retry-after': seconds } : {};
      return new Response(response.body, { status: response.status, headers });
    }),
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

function isList(text: string): boolean {
  try {
    return Array.isArray(Object(JSON.parse(text)).calls);
  } catch {
    return false;
  }
}
