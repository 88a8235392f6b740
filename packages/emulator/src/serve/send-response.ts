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
  if (answer.closed) return response.body?.cancel();
  const head: string[] = [];
  for (const [name, value] of response.headers) head.push(name, value);
  try {
    const body = response.body === null ? null : await openBody(response.body, answer);
    if (body !== null && 'parts' in body) {
      answer.writeHead(response.status, response.statusText, head);
      await (isHeadOnly(answer) ? answer.end() : pipeline(body.parts, answer));
      return;
    }
    if (tellsLength(response, answer)) {
      head.push('content-length', String(body?.whole.byteLength ?? 0));
    }
    answer.writeHead(response.status, response.statusText, head);
    answer.end(body?.whole);
  } catch (error) {
    answer.destroy();
    throw error;
  }
}

/** Whether the length of a body that came in one piece, or of none, is still to be told. */
function tellsLength({ status, headers, body }: Response, answer: ServerResponse): boolean {
  if (headers.has('content-length')) return false;
  return body !== null || !(isHeadOnly(answer) || status === 204 || status === 304);
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
