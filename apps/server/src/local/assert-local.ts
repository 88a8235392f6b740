import type { FastifyRequest } from 'fastify';
import { accessOf } from '../http/guard-requests.ts';
import { RequestError } from '../http/request-error.ts';
import { localKeyId } from '../keys/key-text.ts';

/**
 * Throws `RequestError`, as where there is nothing, unless the request comes with the key that stands in
 * the file beside the database.
 */
export function assertLocal(request: FastifyRequest): void {
  if (accessOf(request).keyId === localKeyId) return;
  throw new RequestError('not-found', { what: `There is nothing here for ${request.method}` });
}
