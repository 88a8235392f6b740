import { type OpenRecording, type PartialRecording, VendorResponseError } from '@cdr/core';
import type { Attempt } from './attempt.ts';
import { createRequestUrl, type Query } from './http-request.ts';
import type { HttpClientSpec, HttpContext } from './http-spec.ts';
import { judgeFile } from './judge-file.ts';
import type { Persistence } from './persistence.ts';
import { maxRefusalBytes, readBody } from './read-body.ts';
import type { Sender } from './sender.ts';

/** One file of the vendor's: behind the base address, or wherever the vendor says it is. */
export type DownloadRequest = {
  /** What is there already, so that the rest may do. */
  partial: PartialRecording | null;
  signal: AbortSignal;
} & (
  | { path: string; query?: Query }
  /** As the vendor told it; relative ones stand behind the base address. */
  | { url: string }
);

/** What downloads share with the requests of their client. */
export interface DownloadParts {
  context: HttpContext;
  spec: HttpClientSpec;
  persist: Persistence;
  send: Sender;
}

/** Opens files; see `HttpClient.download`. */
export function createDownload({ context, spec, persist, send }: DownloadParts) {
  return async function download(request: DownloadRequest): Promise<OpenRecording | null> {
    const { partial, signal } = request;
    const url = addressOf(request, spec.baseUrl);
    const opened = await persist({
      method: 'GET',
      url,
      headers: {
        accept: '*/*',
        // Compressed, nothing could be resumed, and audio gains nothing by it.
        'accept-encoding': 'identity',
        ...(partial !== null && {
          range: `bytes=${partial.bytes}-`,
          'if-range': partial.version,
        }),
      },
      body: null,
      signal,
      describe: ({ origin }) => `GET ${origin}/…`,
      secrets: secretsOf,
      attempt: async (attempt: Attempt) => {
        const sent = await send(attempt, async (response, inner) => {
          const refusal = response.ok ? null : await readBody(response, maxRefusalBytes, inner);
          return { response, text: refusal?.text ?? '' };
        });
        if (!sent.ok) return { kind: 'failed', failure: sent.failure };
        return judgeFile(sent.value, { attempt, partial, spec, context });
      },
    });
    // What was there is no beginning of what is there now.
    return opened === 'start-over' ? download({ ...request, partial: null }) : opened;
  };
}

function addressOf(request: DownloadRequest, baseUrl: string): URL {
  if ('path' in request) return createRequestUrl(baseUrl, request.path, request.query);
  const base = `${baseUrl.replace(/\/+$/, '')}/`;
  const url = URL.canParse(request.url, base) ? new URL(request.url, base) : null;
  const isPlain = url !== null && url.username === '' && url.password === '';
  if (isPlain && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new VendorResponseError({
    what: 'The vendor tells an address that leads nowhere',
    where: new URL(baseUrl).origin,
    retryable: false,
  });
}

/** Short ones are no secrets, and masking them would hide half of every text. */
function secretsOf({ href, pathname, search, searchParams }: URL): string[] {
  const parts = [href, pathname, search, ...searchParams.values(), ...pathname.split('/')];
  return parts.filter((part) => part.length >= 6);
}
