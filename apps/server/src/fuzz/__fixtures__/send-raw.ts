import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** A request, nothing of which is put right on its way. */
export interface RawRequest {
  method: string;
  /** As it goes out. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

/** What came back. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Hangs are failures. */
const patienceMs = 20_000;

/** Sends it. Throws when no answer comes. */
export async function sendRaw(url: string, sent: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const signal = AbortSignal.timeout(patienceMs);
  const { method, path, headers, body } = sent;
  const outgoing = request({ hostname, port, method, path, headers, signal });
  outgoing.once('error', reject);
  outgoing.once('response', (response) => {
    readAnswer(response).then(resolve, reject);
  });
  outgoing.end(body ?? undefined);
  return promise;
}

async function readAnswer(response: IncomingMessage): Promise<RawAnswer> {
  const { statusCode: status = 0, headers } = response;
  const sent = await buffer(response);
  const decode = decoders[headers['content-encoding'] ?? ''];
  // HEAD is answered without a body.
  const body = decode === undefined || sent.length === 0 ? sent : decode(sent);
  return { status, headers, body: body.toString() };
}

const decoders: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
};
