import { CdrError, type ConnectContext, type OpenRecording, VendorResponseError } from '@cdr/core';
import type { AcmeOptions } from '../acme/acme-provider.ts';
import { type Acme, withConnection } from './alter-acme.ts';

type Fetch = ConnectContext<AcmeOptions>['fetch'];

/** Acme providers that give recordings out in a wrong way. */
export const brokenRecordings: Record<string, () => Acme> = {
  'takes any answer for a recording': () =>
    withConnection((connection, { fetch }) => ({
      ...connection,
      openRecording: ({ recording }) => openPlainly(fetch, new Request(recording.url ?? '')),
    })),
  'ends recordings early': () =>
    withConnection((connection) => ({
      ...connection,
      async openRecording(request) {
        const opened = await connection.openRecording?.(request);
        return opened ? { ...opened, body: withoutEnd(opened.body) } : null;
      },
    })),
  'leaks addresses of recordings into errors': () =>
    withConnection((connection) => ({
      ...connection,
      openRecording: (request) =>
        (connection.openRecording?.(request) ?? Promise.resolve(null)).catch((error: unknown) => {
          if (!CdrError.isInstance(error)) throw error;
          throw new VendorResponseError({ what: `No sound at ${request.recording.url}` });
        }),
    })),
  'shows its token to whoever has the recording': () =>
    withConnection((connection, { fetch, options }) => ({
      ...connection,
      openRecording({ recording }) {
        const headers = { authorization: `Bearer ${options.token}` };
        return openPlainly(fetch, new Request(recording.url ?? '', { headers }));
      },
    })),
  'opens recordings that nobody wants any more': () =>
    withConnection((connection) => ({
      ...connection,
      openRecording: async (request) =>
        (await connection.openRecording?.({ ...request, signal: new AbortController().signal })) ??
        null,
    })),
};

async function openPlainly(fetch: Fetch, request: Request): Promise<OpenRecording> {
  const { body } = await fetch(request);
  return { offset: 0, size: null, type: null, version: null, body: body ?? new ReadableStream() };
}

function withoutEnd(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, controller) => controller.enqueue(piece.subarray(0, -1)),
    }),
  );
}
