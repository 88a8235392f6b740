import type { OpenRecording } from '@cdr/core';
import type { Answer } from './attempt.ts';
import { createDownload, type DownloadRequest } from './download.ts';
import { createRequestUrl, type HttpRequest } from './http-request.ts';
import type { HttpClientSpec, HttpContext } from './http-spec.ts';
import { judgeAnswer } from './judge-answer.ts';
import { createPersistence } from './persistence.ts';
import { maxRefusalBytes, readBody } from './read-body.ts';
import { createSender, type ReadAnswer } from './sender.ts';

/** Asks one vendor. */
export interface HttpClient {
  /**
   * Sends a request until its answer can be read. Rejects with the signal's reason as soon as that
   * aborts, else with a `CdrError` that holds no query, body or credential.
   */
  request<T>(request: HttpRequest<T>): Promise<T>;
  /**
   * Asks for a file until its first bytes come; the rest is read as the body is. Gives `null` when
   * there is none. Errors hold nothing of the address but its origin.
   */
  download(request: DownloadRequest): Promise<OpenRecording | null>;
}

/**
 * A client that asks until it has a usable answer. Asked again, with jittered waits: 408, 425, 429,
 * 5xx, connections refused, broken or cut off, answers past the attempt's deadline, answers that
 * `read` refuses. Asked again once, with new credentials: 401. Final: every other 4xx, answers over
 * the size limit, redirects off the origin, which are followed for files alone, without
 * credentials. A wait that the vendor asks for holds for every request of the client.
 */
export function createHttpClient(context: HttpContext, spec: HttpClientSpec): HttpClient {
  const persist = createPersistence(context, spec);
  const send = createSender(context);
  const read = answerReader(spec.maxResponseBytes);

  return {
    request: (request) =>
      persist({
        method: request.method ?? 'GET',
        url: createRequestUrl(spec.baseUrl, request.path, request.query),
        headers: request.headers ?? {},
        body: request.body ?? null,
        signal: request.signal,
        // The query may name people.
        describe: ({ origin, pathname }) => `${request.method ?? 'GET'} ${origin}${pathname}`,
        secrets: () => [],
        attempt: async (attempt) => {
          const sent = await send(attempt, read);
          if (!sent.ok) return { kind: 'failed', failure: sent.failure };
          const now = context.clock.now();
          return judgeAnswer(sent.value, { attempt, read: request.read, spec, now });
        },
      }),
    download: createDownload({ context, spec, persist, send }),
  };
}

function answerReader(maxResponseBytes: number): ReadAnswer<Answer> {
  return async (response, signal) => {
    const { status, headers, ok } = response;
    const maxBytes = ok ? maxResponseBytes : maxRefusalBytes;
    return { status, headers, ...(await readBody(response, maxBytes, signal)) };
  };
}
