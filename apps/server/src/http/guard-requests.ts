import type { ApiRole } from '@cdr/core';
import { basicCredentialsOf, bearerTokenOf } from '@cdr/provider-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Access, hasRole } from '../keys/access.ts';
import type { KeyRing, Refusal } from '../keys/key-ring.ts';
import type { CountRequest } from './limit-requests.ts';
import { RequestError } from './request-error.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the key allows; `null` on routes that are open. See `accessOf`. */
    access: Access | null;
    /** Why it has no access, where a key was asked for; `null` else. */
    refusal: Refusal | null;
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

/** What decides who is let in. */
export interface Guard {
  keys: KeyRing;
  countRequest: CountRequest;
}

/**
 * Lets requests in whose `Authorization: Bearer` is a good key that may do what the route does, and
 * that hasn't asked too often. Holds for every route of the server, and for those that there aren't.
 */
export function guardRequests(server: FastifyInstance, { keys, countRequest }: Guard): void {
  server.decorateRequest('access', null);
  server.decorateRequest('refusal', null);
  server.addHook('onRequest', async (request, reply) => {
    const { access, role = 'viewer' } = request.routeOptions.config;
    if (access === 'open') return;
    const { authorization } = request.headers;
    const isPage = pagePaths.test(request.url);
    const text =
      bearerTokenOf(authorization) ??
      (isPage ? (basicCredentialsOf(authorization)?.password ?? null) : null);
    const found = keys.authenticate(text);
    request.access = found.ok ? found.access : null;
    await countRequest(request, reply);
    if (!found.ok) {
      request.refusal = found;
      reply.header('www-authenticate', isPage ? 'Basic realm="cdr"' : 'Bearer realm="cdr"');
      throw new RequestError('unauthenticated', {
        what: 'No good key came with the request',
        todo: 'Send the header "Authorization: Bearer cdr_…"',
      });
    }
    if (!hasRole(found.access, role)) {
      throw new RequestError('forbidden', { what: `This takes a key of the role ${role}` });
    }
  });
}

/**
 * Pages that people open in a browser, which asks for the key as for a password. Only these: it sends a
 * password along by itself, whoever made it send the request.
 */
const pagePaths = /^\/(?:docs|openapi\.json)(?:[/?]|$)/;

/** What the key of a request allows, on a route that isn't open. */
export function accessOf({ access }: FastifyRequest): Access {
  if (access === null) throw new TypeError('the route is open and knows no key');
  return access;
}
