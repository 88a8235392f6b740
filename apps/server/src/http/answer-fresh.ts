import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DataVersion } from './data-version.ts';
import { entityTagOf, isKnown } from './entity-tag.ts';
import { accessOf } from './guard-requests.ts';

/** A request, and what its answer is made of. */
export interface FreshAnswer {
  request: FastifyRequest;
  reply: FastifyReply;
  version: DataVersion;
  /** Of which the answer tells; the key may see them. */
  sources: readonly string[];
}

/**
 * Sends what `make` makes, or 304 where the client has it already; `If-None-Match: *` has whatever there
 * is (RFC 9110, 13.1.2). The answer depends on nothing but the request line, the key's access, `Accept`,
 * and what is stored of the sources.
 */
export async function answerFresh(
  { request, reply, version, sources }: FreshAnswer,
  make: () => Promise<unknown>,
): Promise<FastifyReply> {
  const { role } = accessOf(request);
  const { accept = '', 'if-none-match': ifNoneMatch } = request.headers;
  // Before the answer is made: what is written meanwhile must not pass for what this answer tells.
  const current = version.current(sources);
  const tag = current === null ? null : entityTagOf(current, [request.url, accept, role, sources]);
  const describe = () => {
    if (tag !== null) reply.header('etag', tag);
    reply.header('cache-control', 'private, no-cache').header('vary', 'accept, authorization');
  };
  if (tag !== null && isKnown(ifNoneMatch, tag)) {
    describe();
    return reply.code(304).send();
  }
  const answer = await withPatience(request, make);
  describe();
  if (ifNoneMatch?.trim() !== '*') return reply.send(answer);
  if (answer instanceof Readable) answer.destroy();
  return reply.code(304).send();
}

/** Nothing moves on the connection while an answer is made, which may take its time. */
async function withPatience<Answer>(
  { server: { server }, raw: { socket } }: FastifyRequest,
  make: () => Promise<Answer>,
): Promise<Answer> {
  // Requests that come over no connection have no socket of their own.
  if (!(socket instanceof Socket)) return make();
  socket.setTimeout(0);
  try {
    return await make();
  } finally {
    // What the socket had before may be another request's patience, where several came at once.
    socket.setTimeout(server.timeout);
  }
}
