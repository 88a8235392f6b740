import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A body that came in one piece, or one that goes on coming. */
type Body = { whole: Uint8Array } | { parts: AsyncIterable<Uint8Array> };

/**
 * Sends a web response; rejects when its body fails, with the connection cut, since a client has
 * no other way to learn that what it got is not all.
 */
export async function sendResponse(response: Response, answer: ServerResponse): Promise<void> {
  const { status, statusText, headers } = response;
  const head: string[] = [];
  for (const [name, value] of headers) head.push(name, value);
  try {
    const body = response.body === null ? null : await openBody(response.body, answer);
    if (body !== null && 'parts' in body) {
      answer.writeHead(status, statusText, head);
      await (isHeadOnly(answer) ? answer.end() : pipeline(body.parts, answer));
      return;
    }
    const bytes =
      body?.whole.byteLength ?? (isHeadOnly(answer) || status === 204 || status === 304 ? null : 0);
    if (bytes !== null && !headers.has('content-length'))
      head.push('content-length', String(bytes));
    answer.writeHead(status, statusText, head);
    answer.end(body?.whole);
  } catch (error) {
    answer.destroy();
    throw error;
  }
}

/** Most bodies come in one piece; then their length can be told, and one write does. */
async function openBody(stream: ReadableStream<Uint8Array>, answer: ServerResponse): Promise<Body> {
  const reader = stream.getReader();
  // Also frees a body that hangs: its pending read ends.
  answer.once('close', () => void reader.cancel().catch(() => undefined));
  const first = await reader.read();
  if (first.done) return { whole: new Uint8Array() };
  const second = reader.read();
  const soon = await Promise.race([second, nextTurn(null)]);
  return soon?.done ? { whole: first.value } : { parts: partsOf(first.value, second, reader) };
}

async function* partsOf(
  first: Uint8Array,
  second: ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>,
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await second; !next.done; next = await reader.read()) yield next.value;
}

function isHeadOnly({ req }: ServerResponse): boolean {
  return req.method === 'HEAD';
}
