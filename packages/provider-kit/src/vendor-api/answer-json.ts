/**
 * An answer of a vendor API: JSON in UTF-8. `body` is JSON text, which may come in pieces, so that
 * an answer of any length needs little memory.
 */
export function answerJson(
  status: number,
  body: string | ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
): Response {
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}
