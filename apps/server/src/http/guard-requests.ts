import type { ApiRole } from '@cdr/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Access, hasRole } from '../keys/access.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { RequestError } from './request-error.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the key allows; `null` on routes that are open. See `accessOf`. */
    access: Access | null;
  }
  interface FastifyContextConfig {
    /**
     * `open` routes are answered without a key: those that tell nothing, and those that check keys
     * in a way of their own.
     */
    access?: 'open';
    /** What the key must allow at least. Default `viewer`. */
    role?: ApiRole;
  }
}

/**
 * Lets requests in whose `Authorization: Bearer` is a good key that may do what the route does. Holds
 * for every route of the server, and for those that there aren't.
 */
export function guardRequests(server: FastifyInstance, keys: KeyRing): void {
  server.decorateRequest('access', null);
  server.addHook('onRequest', async (request, reply) => {
    const { access, role = 'viewer' } = request.routeOptions.config;
    if (access === 'open') return;
    const found = keys.authenticate(bearerOf(request.headers.authorization));
    if (!found.ok) {
      reply.header('www-authenticate', 'Bearer realm="cdr"');
      throw new RequestError('unauthenticated', {
        what: 'No good key came with the request',
        todo: 'Send the header "Authorization: Bearer cdr_…"',
      });
    }
    request.access = found.access;
    if (!hasRole(found.access, role)) {
      throw new RequestError('forbidden', { what: `This takes a key of the role ${role}` });
    }
  });
}

/** What the key of a request allows, on a route that isn't open. */
export function accessOf({ access }: FastifyRequest): Access {
  if (access === null) throw new TypeError('the route is open and knows no key');
  return access;
}

/** The token of a Bearer authorization (RFC 6750); `null` for any other. */
function bearerOf(header: string | undefined): string | null {
  return /^Bearer +([\w.~+/-]+=*) *$/i.exec(header ?? '')?.[1] ?? null;
}
