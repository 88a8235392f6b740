import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DataVersion } from './data-version.ts';
import { entityTagOf, isKnown } from './entity-tag.ts';
import { accessOf } from './guard-requests.ts';

/**
 * Sends what `make` makes, or 304 where the client has it already. The answer depends on nothing but
 * the request line, the key's access, `Accept`, the data, and `more`.
 */
export async function answerFresh(
  {
    request,
    reply,
    version,
  }: { request: FastifyRequest; reply: FastifyReply; version: DataVersion },
  make: () => Promise<unknown>,
  more: readonly unknown[] = [],
): Promise<FastifyReply> {
  const { role, sources } = accessOf(request);
  const { accept = '' } = request.headers;
  const tag = entityTagOf(version.current(), [request.url, accept, role, sources, ...more]);
  reply
    .header('etag', tag)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'accept, authorization');
  if (isKnown(request.headers['if-none-match'], tag)) return reply.code(304).send();
  return reply.send(await make());
}
